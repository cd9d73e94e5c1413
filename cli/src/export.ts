import { once } from 'node:events';
import { Command } from 'commander';
import { exportRecords } from '@kopru/kit';
import { openRegistry } from './open-registry.ts';
import { reportRefusal, usageExit } from './outcome.ts';

export const exportCommand = (): Command =>
  new Command('export')
    .description('Write every record of a registry to standard output, one in a line of JSON.')
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .addHelpText(
      'after',
      '\nExample, from SQLite to MongoDB:\n  kopru export --registry KZ | kopru import --registry KZ --format records --store mongodb://HOST/kz?replicaSet=rs0 -',
    )
    .exitOverride(usageExit)
    .action(({ registry, store }: { registry: string; store?: string }) =>
      reportRefusal(false, () => run(registry, store)),
    );

async function run(code: string, storeUrl: string | undefined): Promise<void> {
  const { store } = await openRegistry(code, storeUrl);
  try {
    for await (const record of exportRecords(store)) {
      // Whoever reads slowly sets the pace, and memory stays flat.
      if (!process.stdout.write(`${JSON.stringify(record)}\n`)) await once(process.stdout, 'drain');
    }
  } finally {
    await store.close();
  }
}
