import { join } from 'node:path';
import { Command, Option } from 'commander';
import { reportRefusal } from './outcome.ts';
import {
  hostOption,
  portOption,
  readOldNames,
  readWhole,
  reportOldNames,
  throwProblems,
} from './server-options.ts';

const help = `
The environment names the same options: the name stands behind each. Without --data the hub uses the
folder hub in KOPRU_DATA, which is .kopru by default.

Example:
  kopru hub --membership membership.json --port 4000`;

interface Options {
  membership?: string;
  port: string;
  host: string;
  data?: string;
  queries?: string;
  questions?: string;
  deadline: string;
}

const oldNames = {
  PORT: { option: 'port', now: 'KOPRU_PORT' },
  HOST: { option: 'host', now: 'KOPRU_HOST' },
  KOPRU_HUB_DATA: { option: 'data', now: 'KOPRU_DATA, which has the folder hub' },
  KOPRU_QUESTIONS: { option: 'queries', now: 'KOPRU_QUERIES' },
};

export const hubCommand = (): Command =>
  new Command('hub')
    .description('Run the hub over the registries of a membership file.')
    .addOption(
      new Option('--membership <file>', 'the registries and their URLs').env('KOPRU_MEMBERSHIP'),
    )
    .addOption(portOption(4000))
    .addOption(hostOption())
    .option('--data <folder>', 'where it keeps the last good SDL of each registry')
    .addOption(
      new Option('--queries <folder>', "saved queries for the explorer's tabs").env(
        'KOPRU_QUERIES',
      ),
    )
    .addOption(new Option('--questions <folder>').hideHelp())
    .addOption(
      new Option('--deadline <ms>', 'the time of one request, in milliseconds')
        .env('KOPRU_DEADLINE_MS')
        .default('2000'),
    )
    .addHelpText('after', help)
    .action((_options: Options, command: Command) =>
      reportRefusal(false, async () => {
        readOldNames(command, oldNames);
        const options = readHubOptions(command.opts<Options>());
        const { runServer } = await import('@kopru/server');
        await runServer(async () => (await import('@kopru/gateway')).startHub(options));
      }),
    );

/** The options of a served hub. Throws an OperatorError that names all that are wrong. */
export function readHubOptions(options: Options) {
  const problems: string[] = [];
  const { membership = '', host, questions, queries = questions } = options;
  if (questions !== undefined) reportOldNames([['--questions', '--queries']]);
  if (membership === '')
    problems.push('--membership (or KOPRU_MEMBERSHIP): expected the membership file, but got none');
  const port = readWhole('--port', options.port, 65_535, problems);
  const deadlineMs = readWhole('--deadline', options.deadline, 60_000, problems);
  throwProblems(problems);
  const data = options.data ?? join(process.env.KOPRU_DATA ?? '.kopru', 'hub');
  return { membership, port, host, data, deadlineMs, queries };
}
