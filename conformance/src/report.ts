import type { Conformance, Result } from './conform.ts';
import { parts } from './requirements/index.ts';

const labels = { PASSED: 'pass', FAILED: 'FAIL', UNTESTED: 'none' } as const;

/** The report for a terminal: what failed, what could not be tested, and the verdict. */
export function textReport({ registry, conforms, results, tookMs }: Conformance): string {
  const lines = results
    .filter(({ verdict }) => verdict !== 'PASSED')
    .flatMap((result) => [
      lineOf(result),
      ...result.problems.map((problem) => `       ${problem}`),
    ]);
  const count = (verdict: string): number =>
    results.filter((each) => each.verdict === verdict).length;
  const sums = [
    `${count('PASSED')} passed`,
    `${count('FAILED')} failed`,
    `${count('UNTESTED')} without anything to test`,
    `in ${(tookMs / 1_000).toFixed(1)} s`,
  ].join(', ');
  return [
    ...lines,
    `${registry ?? 'The endpoint'} ${conforms ? 'conforms' : 'does not conform'}: ${sums}`,
  ].join('\n');
}

const lineOf = ({ verdict, id, level, title }: Result): string =>
  `${labels[verdict]}  ${id} ${level} ${title}`;

/** The report as a Markdown page, with every requirement. */
export function markdownReport({ registry, conforms, results, tookMs }: Conformance): string {
  const rows = results.map(
    (each) => `| ${each.id} | ${each.level} | ${each.title} | ${each.verdict} | ${each.tested} |`,
  );
  const problems = results
    .filter(({ verdict }) => verdict === 'FAILED')
    .flatMap(({ id, problems: all }) => [
      `- **${id}**`,
      ...all.map((each) => `  - ${each.replaceAll('|', '\\|')}`),
    ]);
  const verdict = conforms ? 'it conforms' : 'it does not conform';
  return [
    `# Conformance of ${registry ?? 'an endpoint'}: ${verdict}`,
    '',
    `${results.length} requirements in ${(tookMs / 1_000).toFixed(1)} s.`,
    '',
    '| id | level | requirement | verdict | checked |',
    '|---|---|---|---|---|',
    ...rows,
    ...(problems.length > 0 ? ['', '## What failed', '', ...problems] : []),
    '',
  ].join('\n');
}

/** The text of docs/conformance.md: the test plan, made from the requirements. */
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
    'This command tests a running registry from outside, in whatever language it is written.',
    'The exit code is 0 if the registry conforms, that is, if no MUST fails.',
    '`--json` and `--markdown` give the report in these formats.',
    '',
    'The test reads and never writes. It reads at most 2,000 records of a kind, and compares',
    'filters with those.',
    'A requirement is untested if the registry has nothing that it applies to.',
    'For example, a registry without plants has nothing for filters by capacity.',
    '',
    `The plan has ${total} requirements. It is generated from the tests`,
    '(`npm run plan` in `conformance`).',
    'The ids are opaque and never change.',
    '',
    ...sections,
  ].join('\n');
}
