import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrationOf, readCurated } from '@kopru/seed';
import { loadLocalRegistries } from '../src/local-registries.ts';
import { questionsIn } from './documents/document-blocks.ts';
import { answering, dead, startWorld } from './world.ts';
import type { Answer, World } from './world.ts';

// What a country that is switched off changes in each answer of the documents: its part is missing,
// every other part is there, and it is named.

const locals = await loadLocalRegistries();
const questions = [...questionsIn('docs/questions.md'), ...questionsIn('docs/demonstration.md')];

let world: World;
beforeAll(async () => {
  const records = await Promise.all(
    locals.map(
      async ({ definition: { code }, folder }) =>
        [code, [...(await readCurated(folder)), ...demonstrationOf(code)]] as const,
    ),
  );
  world = await startWorld({ records: Object.fromEntries(records) });
});
afterAll(() => world.stop());

const stateOf = ({ extensions }: Answer, code: string): string | undefined =>
  extensions.registries.find(({ registry }) => registry === code)?.state;

/** The rows that a root field's answer shows, as far as it is a list of any kind. */
const rowsOf = (value: unknown): { registry?: string }[] => {
  const { nodes, cells, legs } = value as Record<string, { registry?: string }[] | undefined>;
  return nodes ?? cells ?? legs ?? [];
};

describe.each(locals.map(({ definition }) => definition.code))('with %s switched off', (code) => {
  beforeAll(() => world.behave(code, dead));
  afterAll(() => world.behave(code, answering));

  test.each(questions.map(({ title, query }) => [title, query] as const))(
    '%s',
    async (_, query) => {
      const answer = await world.ask(query);
      const asked = world.received(code).length > 0;
      world.forget();
      world.behave(code, answering);
      const whole = await world.ask(query);
      world.forget();
      world.behave(code, dead);

      expect(whole.errors).toEqual([]);
      for (const { extensions } of answer.errors)
        expect(extensions).toMatchObject({ registry: code });
      // Asked or not: who was to answer and did not is named.
      if (asked) expect(stateOf(answer, code)).toBe('UNAVAILABLE');
      else expect(answer.data).toEqual(whole.data);
      for (const { registry } of answer.extensions.registries.filter(
        ({ registry }) => registry !== code,
      ))
        expect(stateOf(answer, registry)).toBe('OK');
      for (const [name, value] of Object.entries(whole.data!)) {
        if (answer.data?.[name] == null)
          expect(answer.errors.map(({ path }) => path?.[0])).toContain(name);
        // A page fills up with the others' rows, a sum holds theirs.
        else if (rowsOf(value).some(({ registry }) => registry !== undefined && registry !== code))
          expect(rowsOf(answer.data[name]).length).toBeGreaterThan(0);
        if (answer.data?.[name] != null)
          expect(rowsOf(answer.data[name]).filter(({ registry }) => registry === code)).toEqual([]);
      }
    },
  );
});
