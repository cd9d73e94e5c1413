import { Kind } from 'graphql';
import { expect, test } from 'vitest';
import { contractDefinition, registryStates, worseReport, worseState } from '../src/index.ts';

test('the states of a registry are those of the contract', () => {
  const definition = contractDefinition('ReportState');
  if (definition?.kind !== Kind.ENUM_TYPE_DEFINITION) throw new Error('Expected an enum');
  const values = definition.values?.map(({ name }) => name.value) ?? [];
  expect([...registryStates].sort()).toEqual([...values].sort());
});

test('the worse of two states is the later one, whichever comes first', () => {
  for (const [index, worse] of registryStates.entries())
    for (const better of registryStates.slice(0, index)) {
      expect(worseState(better, worse)).toBe(worse);
      expect(worseState(worse, better)).toBe(worse);
    }
});

test('of two reports with equal states the first is kept', () => {
  const [first, second] = [
    { state: 'PARTIAL', detail: 1 },
    { state: 'PARTIAL', detail: 2 },
  ];
  expect(worseReport(first, second)).toBe(first);
});
