import { expect, test } from 'vitest';
import { kindShapes } from '../src/contract-shapes.ts';
import { sortKeys } from '../src/requirements/sort-keys.ts';

const keyOf = (order: string, record: object): string | null =>
  sortKeys[order]!({ id: 'KZ.a', ...record });

test('every order of the contract has a sort key', () => {
  const orders = kindShapes.flatMap((kind) => kind.orders);
  expect(orders.filter((order) => !Object.hasOwn(sortKeys, order))).toEqual([]);
});

test('a record without the value has no key', () => {
  for (const order of ['FOUNDED', 'EMPLOYEES', 'TURNOVER_USD', 'UN_LOCODE', 'CAPACITY'])
    expect(keyOf(order, {}), order).toBeNull();
});

test('the bytes of keys order numbers by value', () => {
  const keys = [-5, 0, 2, 10, 1_000].map((employees) => keyOf('EMPLOYEES', { employees })!);
  expect([...keys].sort()).toEqual(keys);
});

test('names in two scripts with one fold key have one sort key', () => {
  const names = (text: string, language: string) => ({ names: [{ text, language }] });
  expect(keyOf('NAME', names('ҚАЗАҚ', 'kk'))).toBe(keyOf('NAME', names('Қазақ', 'kk')));
});

test('capacities are ordered by unit before value', () => {
  const capacity = (value: number, unit: string) =>
    keyOf('CAPACITY', { capacity: { value, unit } });
  expect(capacity(900, 'MEGAWATT')! < capacity(1, 'TONNES_PER_YEAR')!).toBe(true);
});
