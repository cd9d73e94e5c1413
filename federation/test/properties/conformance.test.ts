import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  conform,
  kindShapes,
  markdownReport,
  parts,
  referenceFilters,
  sendTo,
  testPlan,
  textReport,
} from '@kopru/conformance';
import type { Send } from '@kopru/conformance';
import { openRegistry, serve as serveHungary } from '@kopru/hungary';
import { createRegistry, openStore, readSeed, serveRegistry } from '@kopru/registry';
import { demonstrationOf } from '@kopru/seed';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';
import type { LocalRegistry } from '../../src/local-registries.ts';
import { mutations } from './conformance-mutations/index.ts';

// Every registry of this repository conforms, and the conformance kit detects each way in which one
// is broken.

const locals = await loadLocalRegistries();
const opened: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(opened.map((close) => close())));

/**
 * With the records it starts with, and the made-up ones of the demonstration where each rule is to
 * have something to be seen on.
 */
async function serve(local: LocalRegistry, withDemonstration: boolean): Promise<Send> {
  const curated = await readSeed(local.seed);
  // In these registries every rule applies to some record; in the others only the rules of what
  // they have. Half of the
  // demonstration is enough for that: each record more costs a request.
  const demonstration = demonstrationOf(local.definition.code);
  const made = withDemonstration
    ? demonstration.slice(0, process.env.KOPRU_LONG ? demonstration.length : 300)
    : [];
  const listening = await (local.program.isStandalone ? serveOwn : serveKit)(local, [
    ...curated,
    ...made,
  ]);
  opened.push(listening.close);
  return sendTo(`http://127.0.0.1:${listening.port}/graphql`);
}

async function serveKit(local: LocalRegistry, records: readonly unknown[]) {
  const registry = createRegistry(local, await openStore('memory:'));
  await registry.write({ put: records });
  return serveRegistry({ registry, port: 0 });
}

async function serveOwn(_: LocalRegistry, records: readonly unknown[]) {
  const registry = await openRegistry();
  await registry.write({ put: records });
  return serveHungary(registry, 0);
}

describe.each(locals.map((local) => [local.definition.code, local] as const))(
  'the registry of %s',
  (code, local) => {
    test('conforms', { timeout: 120_000 }, async () => {
      const found = await conform(await serve(local, ['KZ', 'HU'].includes(code)));
      expect(found.results.filter(({ verdict }) => verdict === 'FAILED')).toEqual([]);
      expect(found).toMatchObject({ registry: code, conforms: true });
      expect(textReport(found)).toContain(`${code} conforms: `);
    });
  },
);

describe('a registry that is broken', () => {
  let send: Send;
  beforeAll(
    async () =>
      void (send = await serve(
        locals.find(({ definition }) => definition.code === 'TR')!,
        true,
      )),
  );

  test(`is broken in ${mutations.length} ways here, each MUST at least once`, () => {
    expect(mutations.length).toBeGreaterThanOrEqual(60);
    const meant = new Set(mutations.map(({ requirement }) => requirement));
    const untouched = parts
      .flatMap(({ requirements }) => requirements)
      .filter(({ id, level }) => level === 'MUST' && !meant.has(id));
    expect(untouched.map(({ id, title }) => `${id} ${title}`)).toEqual([]);
  });

  test.each(mutations.map((mutation) => [mutation.title, mutation] as const))(
    '%s',
    { timeout: 60_000 },
    async (_, { requirement, breaking }) => {
      const { results, conforms } = await conform(breaking(send), { only: [requirement] });
      expect(results).toMatchObject([{ id: requirement, verdict: 'FAILED' }]);
      const [result] = results;
      expect(result!.problems[0], 'says what was expected').toMatch(
        /expected|could not be|given twice| is (null|no)/,
      );
      expect(conforms).toBe(result!.level !== 'MUST');
    },
  );
});

test(
  'a registry that hangs or never ends its answer does not block the test',
  { timeout: 20_000 },
  async () => {
    const hanging = await conform(() => new Promise(() => undefined), { withinMs: 300 });
    expect(hanging.conforms).toBe(false);
    expect(hanging.tookMs).toBeLessThan(2_000);
    expect(hanging.results.at(-1)?.problems[0]).toMatch(/could not be tested: .*within 300 ms/);

    const server = createServer((_, response) => {
      const more = (): unknown =>
        response.write('x'.repeat(1e6)) ? setImmediate(more) : response.once('drain', more);
      more();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    opened.push(() => Promise.resolve(void server.close()));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await expect(sendTo(url)('{}', {})).rejects.toThrow(/^Expected an answer of at most 64 MB of /);
  },
);

test('every filter of the contract is compared with a reference', () => {
  const known = [...Object.keys(referenceFilters), 'text', 'and', 'or', 'not', 'registries'];
  expect(
    kindShapes.flatMap(({ filters }) => filters.filter((each) => !known.includes(each))),
  ).toEqual([]);
});

test('the test plan in docs equals the one generated from the requirements', () => {
  expect(readFileSync(join(root, 'docs', 'conformance.md'), 'utf8')).toBe(testPlan());
  const ids = parts.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[2-9A-Z]{4}$/.test(id))).toBe(true);
});

test('an endpoint that is no registry does not conform, and its report states that', async () => {
  const found = await conform(() =>
    Promise.resolve({ status: 200, contentType: 'text/html', body: '<html>' }),
  );
  expect(found).toMatchObject({ registry: null, conforms: false });
  expect(markdownReport(found)).toContain('it does not conform');
  expect(found.results[0]).toMatchObject({ level: 'MUST', verdict: 'FAILED' });
});
