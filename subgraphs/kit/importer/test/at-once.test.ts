import { expect, test } from 'vitest';
import { StoreError, StoreConflict } from '@kopru/store';
import { importText, mappingOf, recordOf, registry } from './import-text.ts';

// A small table is compared with what is on file and then written: whoever writes in between makes
// it begin again.

const mapping = mappingOf({});
const table = (name: string): string => `id,name\nr1,SYNTHETIC ${name}\nr2,SYNTHETIC ${name}`;
const nameOf = async (id: string): Promise<string> =>
  ((await recordOf(id)) as unknown as { names: { text: string }[] }).names[0]!.text;

/**
 * The registry's store, in which somebody writes each time that records have been looked up, so
 * many times.
 */
function disturbed(times: number, write: () => Promise<unknown>) {
  const { store } = registry;
  let left = times;
  return {
    ...store,
    async getMany(ids: readonly string[]) {
      const found = await store.getMany(ids);
      if ((left -= 1) >= 0) await write();
      return found;
    },
  };
}

test('rows that were on file when they were compared, and are not when they are written, are written again', async () => {
  await importText('a.csv', table('A'), mapping);
  const other = () => importText('b.csv', table('B'), mapping);
  // Compared with A nothing is to be done; but then B comes.
  const outcome = await importText('a.csv', `${table('A')}\nr3,SYNTHETIC A`, mapping, {
    store: disturbed(1, other),
  });
  expect(outcome).toMatchObject({ added: 1, changed: 2, unchanged: 0 });
  expect(await Promise.all(['KZ.r1', 'KZ.r2', 'KZ.r3'].map(nameOf))).toEqual(
    Array(3).fill('SYNTHETIC A'),
  );
});

test('a full table that others write under is whole, with what it changes and what it lacks', async () => {
  const source = (name: string) => `id,name\nr1,SYNTHETIC ${name}1\nr2,SYNTHETIC ${name}1`;
  await importText('a.csv', `${source('A')}\nr3,SYNTHETIC A1`, mapping);
  const other = () => importText('b.csv', source('B'), mapping);
  const full = { covers: () => true, allowMany: true };
  // Of the rows compared with A the first is to be changed, the second is not, and the third is
  // missing.
  const text = 'id,name\nr1,SYNTHETIC A2\nr2,SYNTHETIC A1';
  await importText('full.csv', text, mapping, { full, store: disturbed(1, other) });
  expect([await nameOf('KZ.r1'), await nameOf('KZ.r2')]).toEqual(['SYNTHETIC A2', 'SYNTHETIC A1']);
  expect(await registry.store.getMany(['KZ.r3'])).toEqual([null]);
});

test('where others never rest it is given up in a sentence, and nothing is written', async () => {
  let writes = 0;
  const never = () => importText('b.csv', table(`B${(writes += 1)}`), mapping);
  const importing = importText('a.csv', `${table('A')}\nr3,SYNTHETIC A`, mapping, {
    store: disturbed(Infinity, never),
  });
  await expect(importing).rejects.toThrow(StoreConflict);
  await expect(importing).rejects.toBeInstanceOf(StoreError);
  expect(await registry.store.getMany(['KZ.r3'])).toEqual([null]);
});
