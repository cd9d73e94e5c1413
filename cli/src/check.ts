import { Command } from 'commander';
import { checkStore } from '@kopru/store';
import { openRegistry } from './open-registry.ts';
import { CommandError, reportRefusal } from './outcome.ts';
import { startProgress } from './progress.ts';

const help = `
It only reads. It checks that each record fits the contract, is in each order and is found by its
terms, and that the changes lead to exactly these records. Nothing may write to the store meanwhile.
Exit code 0: nothing is wrong; 1: each problem is a line on standard error.

Examples:
  kopru check --registry KZ
  kopru check --registry KZ --store mongodb://HOST/kz?replicaSet=rs0 --json`;

/** Further problems are only counted. */
const maxReported = 1_000;

export const checkCommand = (): Command =>
  new Command('check')
    .description("Hold what a registry's store keeps against the contract.")
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'each problem, and the outcome, as a line of JSON')
    .addHelpText('after', help)
    .action((options: Options) => reportRefusal(options.json === true, () => run(options)));

interface Options {
  registry: string;
  store?: string;
  json?: boolean;
}

async function run({ registry: code, store, json = false }: Options): Promise<void> {
  const registry = await openRegistry(code, store);
  const bar = startProgress('the store', json ? 0 : 1);
  let problems = 0;
  try {
    const checked = await checkStore({
      registry,
      progress: (read, all) => bar.show(read / all),
      report: (problem) => {
        problems += 1;
        if (problems > maxReported) return;
        const { id, expected, found } = problem;
        process.stderr.write(
          `${json ? JSON.stringify(problem) : `${id ?? code}: expected ${expected}, but found ${found}`}\n`,
        );
      },
    });
    const { records, changes } = checked;
    const sentence = `${records} records and ${changes} changes read`;
    process.stdout.write(
      json
        ? `${JSON.stringify({ ...checked, problems })}\n`
        : `${sentence}, ${problems === 0 ? 'nothing is wrong' : 'not all is well'}\n`,
    );
    if (problems > 0)
      throw new CommandError(
        `Expected a sound store, but found ${problems} problems. Restore a backup, or import the records anew.`,
      );
  } finally {
    bar.stop();
    await registry.store.close();
  }
}
