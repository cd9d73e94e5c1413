import { expect, test } from 'vitest';
import { companyOf } from './harness/records.ts';
import { startWorld } from './world.ts';

test('a page of 50 with relations costs each registry a fixed number of them', async () => {
  const codes = ['AZ', 'KZ', 'TR'];
  const many = await startWorld({
    records: Object.fromEntries(
      codes.map((code, place) => [
        code,
        Array.from({ length: 60 }, (_, index) => {
          const other = codes[(place + 1 + (index % 2)) % 3]!;
          const party = { id: `${other}.n${index}`, kind: 'COMPANY', nameOnFile: 'x' };
          return companyOf(`${code}.n${index}`, `SYNTHETIC ${index}`, {
            relations: [{ kind: 'SUPPLIES', party, source: 'SYNTHETIC' }],
          });
        }),
      ]),
    ),
  });
  const calls: string[] = [];
  for (const code of codes) {
    const store = many.store(code);
    for (const method of ['getMany', 'page', 'count', 'lists'] as const) {
      const real = store[method].bind(store) as (...args: unknown[]) => never;
      Object.assign(store, {
        [method]: (...args: unknown[]) => (calls.push(`${code} ${method}`), real(...args)),
      });
    }
  }
  const callsOf = async (first: number) => {
    calls.length = 0;
    await many.ask(
      `{ companies(first: ${first}) { nodes { name relations { party { organization { name relations { party { nameOnFile } } } } } } } }`,
    );
    return [...calls].sort();
  };
  // One read of records by id, however many rows and pointers; and of a page its share, and the
  // rest where the others ran out.
  expect(await callsOf(50)).toEqual(
    codes.flatMap((code) => [`${code} getMany`, `${code} page`, `${code} page`]),
  );
  expect(await callsOf(6)).toEqual(codes.flatMap((code) => [`${code} getMany`, `${code} page`]));
  await many.stop();
});
