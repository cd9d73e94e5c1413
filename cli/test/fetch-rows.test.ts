import { expect, test } from 'vitest';
import { addReport } from '../src/export/fetch-rows.ts';

const report = (state: string, detail: string | null = null) => ({
  registry: 'KZ',
  state,
  returned: 1,
  detail,
});

test('a registry has the worst state of all pages, with its detail, and the rows of all', () => {
  const pages = [report('OK'), report('PARTIAL', 'a'), report('UNAVAILABLE', 'b'), report('OK')];
  let sum: ReturnType<typeof report> | undefined;
  for (const page of pages) sum = addReport(sum, page);
  expect(sum).toEqual({ registry: 'KZ', state: 'UNAVAILABLE', returned: 4, detail: 'b' });
});
