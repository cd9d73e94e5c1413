import { expect, test } from 'vitest';
import { conform, markdownReport, textReport } from '../src/index.ts';
import type { Send } from '../src/index.ts';

const html: Send = () => Promise.resolve({ status: 200, contentType: 'text/html', body: '<html>' });

test('an endpoint that is not a registry fails, and no check rejects', async () => {
  const report = await conform(html);
  expect(report).toMatchObject({ registry: null, conforms: false });
  expect(textReport(report)).toMatch(/^FAIL {2}HPJ9 MUST answers a POST of JSON/);
  expect(markdownReport(report)).toContain('- **HPJ9**');
});

test('`only` restricts the requirements, and each result is given as it is known', async () => {
  const seen: string[] = [];
  const { results } = await conform(html, {
    only: ['KSMC', 'J6GJ'],
    onResult: ({ id }) => seen.push(id),
  });
  expect(results.map(({ id }) => id)).toEqual(['KSMC', 'J6GJ']);
  expect(seen).toEqual(['KSMC', 'J6GJ']);
});

test('a requirement that cannot be tested within the limit fails and says so', async () => {
  const never: Send = () => new Promise(() => undefined);
  const { results, tookMs } = await conform(never, { only: ['HPJ9', 'KSMC'], withinMs: 50 });
  expect(tookMs).toBeLessThan(2_000);
  expect(results.map(({ problems }) => problems[0])).toEqual([
    'could not be tested: it did not answer all requests within 50 ms',
    'could not be tested: it did not answer all requests within 50 ms',
  ]);
});
