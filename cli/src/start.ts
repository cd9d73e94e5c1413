import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { launch, root } from '@kopru/federation';
import { OperatorError } from '@kopru/schema';
import { reportRefusal } from './outcome.ts';
import { readOldNames } from './server-options.ts';

interface Options {
  demo?: boolean;
  port: string;
  data: string;
}

/** npm start: the whole federation on this machine. */
export const startCommand = (): Command =>
  new Command('start')
    .description('Run all registries and the hub on this machine.')
    .argument('[rest...]')
    .allowUnknownOption()
    .option('--demo', 'add made-up records to the real ones, in a data folder of their own')
    .addOption(new Option('--port <number>').env('KOPRU_PORT').default('4000').hideHelp())
    .addOption(
      new Option('--data <folder>').env('KOPRU_DATA').default(join(root, '.kopru')).hideHelp(),
    )
    .addHelpText('after', '\nExample:\n  kopru start --demo')
    .action((rest: string[], _options: Options, command: Command) =>
      reportRefusal(false, async () => {
        if (rest.length > 0)
          throw new OperatorError(
            'COMMAND',
            `Expected no option but --demo, but got ${rest.join(' ')}.`,
          );
        readOldNames(command, { PORT: { option: 'port', now: 'KOPRU_PORT' } });
        await run(command.opts<Options>());
      }),
    );

async function run({ demo = false, port: portText, data }: Options): Promise<void> {
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port < 1 || port > 65_526)
    throw new OperatorError(
      'OPTIONS',
      `Expected KOPRU_PORT to be a number of 1 to 65526 (nine more follow it), but got ${portText}.`,
    );
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const folder = resolve(data);
  const { ready, stop } = await launch({
    port,
    // In a folder of their own, so that made-up records never mix with real ones.
    data: demo ? join(folder, 'demo') : folder,
    demo,
    say,
    environment: process.env,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0)));
  await ready;
  say(`explorer http://127.0.0.1:${port}/`);
  say(`ready http://127.0.0.1:${port}/graphql`);
}
