import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { compose } from '../src/supergraph/compose.ts';
import { composeInThread } from '../src/supergraph/compose-in-thread.ts';

const extension = (field: string) =>
  parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Company @key(fields: "id") { id: ID! ${field}: String }
  `);

test('a composition in a thread leaves the event loop free and has the same result', async () => {
  // The second does not compose: the contract's Company has names of another type.
  const extensions = new Map([
    ['KZ', extension('kazakhstan')],
    ['TR', extension('names')],
  ]);
  const inline = await compose([], extensions);

  let threads = 0;
  const count = () => void (threads += 1);
  process.on('worker', count);
  // Composing here would let no immediate run before it resolves but the one of its dynamic import.
  let turns = 0;
  let composing = true;
  const turn = (): void => {
    turns += 1;
    if (composing) setImmediate(turn);
  };
  setImmediate(turn);
  const composed = await composeInThread([], extensions);
  composing = false;
  process.off('worker', count);

  expect(composed).toEqual(inline);
  expect(composed.refused.map(({ code }) => code)).toEqual(['TR']);
  expect(threads).toBe(1);
  expect(turns).toBeGreaterThan(100);
});

test('a composition that throws rejects', async () => {
  const broken = [{ name: 'broken', typeDefs: parse('type Company { id: Int! }') }];
  await expect(composeInThread(broken, new Map())).rejects.toThrow('does not compose');
});

test('a composition ends when the hub stops', async () => {
  const stopping = new AbortController();
  const composed = composeInThread([], new Map(), stopping.signal);
  stopping.abort();
  await expect(composed).rejects.toThrow('aborted');
});
