import { Command } from 'commander';
import { conform, markdownReport, parts, sendTo, textReport } from '@kopru/conformance';
import { CommandError, reportRefusal } from './outcome.ts';
import { startProgress } from './progress.ts';

interface Options {
  json?: boolean;
  markdown?: boolean;
  only?: string[];
}

const help = `
It reads and never writes. Exit code 0: the registry conforms, for no MUST failed; 1: it does not; docs/conformance.md lists what is tested.

Examples:
  kopru conform http://127.0.0.1:4101/graphql
  kopru conform http://127.0.0.1:4101/graphql --markdown > report.md`;

export const conformCommand = (): Command =>
  new Command('conform')
    .description('Test a running registry from outside, whatever it is written in.')
    .argument('<url>', "the registry's endpoint")
    .option('--json', 'the report as JSON')
    .option('--markdown', 'the report as Markdown')
    .option('--only <ids...>', 'only these requirements')
    .addHelpText('after', help)
    .action((url: string, options: Options) =>
      reportRefusal(options.json === true, () => run(url, options)),
    );

async function run(url: string, { json = false, markdown = false, only }: Options): Promise<void> {
  const known = parts.flatMap(({ requirements }) => requirements.map(({ id }) => id));
  const unknown = only?.filter((id) => !known.includes(id)) ?? [];
  if (unknown.length > 0)
    throw new CommandError(
      `Expected --only to name requirements of docs/conformance.md, but got ${unknown.join(', ')}.`,
    );
  const send = sendTo(url);
  await send('{"query":"{ __typename }"}', { 'content-type': 'application/json' });
  const progress = startProgress('the requirements', only?.length ?? known.length);
  let done = 0;
  const onResult = () => progress.show((done += 1));
  const found = await conform(send, { onResult, ...(only && { only }) }).finally(progress.stop);
  const text = json
    ? JSON.stringify(found, null, 2)
    : markdown
      ? markdownReport(found)
      : textReport(found);
  process.stdout.write(`${text}\n`);
  if (!found.conforms) process.exitCode = 1;
}
