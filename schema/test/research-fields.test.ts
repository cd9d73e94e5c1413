import { expect, test } from 'vitest';
import { researchFieldLabel, researchFields } from '../src/research-fields.ts';

test('there are 6 broad fields and 42 fields below them, each under its broad field', () => {
  const codes = Object.keys(researchFields);
  expect(codes.filter((code) => code.length === 1)).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(codes.filter((code) => code.length > 1)).toHaveLength(42);
  for (const code of codes) expect(code).toMatch(/^[1-6](\.[1-9]\d?)?$/);
});

test('a field has the label of the Frascati Manual, a code outside it none', () => {
  expect(researchFieldLabel('2.5')).toBe('Materials engineering');
  expect(researchFieldLabel('2.11')).toBe('Other engineering and technologies');
  expect(researchFieldLabel('6')).toBe('Humanities and the arts');
  expect(researchFieldLabel('2.12')).toBeNull();
  expect(researchFieldLabel('7')).toBeNull();
});
