import type { Conformance, Result } from './conform.ts';
import { parts } from './requirements/index.ts';

const signs = { PASSED: 'pass', FAILED: 'FAIL', UNTESTED: 'none' } as const;

/** For a terminal: what failed and what could not be tested, and the verdict. */
export function textReport({ registry, conforms, results, tookMs }: Conformance): string {
  const lines = results
    .filter(({ verdict }) => verdict !== 'PASSED')
    .flatMap((result) => [
      lineOf(result),
      ...result.problems.map((problem) => `       ${problem}`),
    ]);
  const count = (verdict: string): number =>
    results.filter((each) => each.verdict === verdict).length;
  const sums = `${count('PASSED')} passed, ${count('FAILED')} failed, ${count('UNTESTED')} without anything to test, in ${(tookMs / 1_000).toFixed(1)} s`;
  return [
    ...lines,
    `${registry ?? 'The endpoint'} ${conforms ? 'conforms' : 'does not conform'}: ${sums}`,
  ].join('\n');
}

const lineOf = ({ verdict, id, level, title }: Result): string =>
  `${signs[verdict]}  ${id} ${level} ${title}`;

export function markdownReport({ registry, conforms, results, tookMs }: Conformance): string {
  const rows = results.map(
    ({ id, level, title, verdict, tested }) =>
      `| ${id} | ${level} | ${title} | ${verdict} | ${tested} |`,
  );
  const problems = results
    .filter(({ verdict }) => verdict === 'FAILED')
    .flatMap(({ id, problems: all }) => [
      `- **${id}**`,
      ...all.map((each) => `  - ${each.replaceAll('|', '\\|')}`),
    ]);
  return [
    `# Conformance of ${registry ?? 'an endpoint'}: ${conforms ? 'it conforms' : 'it does not conform'}`,
    '',
    `${results.length} requirements in ${(tookMs / 1_000).toFixed(1)} s.`,
    '',
    '| id | level | requirement | verdict | looked at |',
    '|---|---|---|---|---|',
    ...rows,
    ...(problems.length > 0 ? ['', '## What failed', '', ...problems] : []),
    '',
  ].join('\n');
}

/** docs/conformance.md: the test plan, out of the requirements themselves. */
export function testPlan(): string {
  const sections = parts.flatMap(({ title, requirements }) => [
    `## ${title}`,
    '',
    '| id | level | the registry … |',
    '|---|---|---|',
    ...requirements.map(({ id, level, title: what }) => `| ${id} | ${level} | ${what} |`),
    '',
  ]);
  const total = parts.reduce((sum, { requirements }) => sum + requirements.length, 0);
  return [
    '# What a registry is tested for',
    '',
    '```sh',
    'npx kopru conform http://127.0.0.1:4101/graphql',
    '```',
    '',
    'tests a running registry from outside, whatever it is written in, and ends with 0 where it conforms: where no MUST fails. `--json` and',
    '`--markdown` give the report in these forms. It reads and never writes. Of a kind with more than 2,000 records it reads so many, and filters are held',
    'against these. A requirement of which the registry has nothing to show, as of filters by capacity where there are no plants, is told as untested.',
    '',
    `This plan of ${total} requirements is made from the tests themselves (\`npm run plan\` in \`conformance\`). Their ids mean nothing and never change.`,
    '',
    ...sections,
  ].join('\n');
}
