import { Command } from 'commander';
import { backUpStore } from '@kopru/registry';
import { findRegistry } from './open-registry.ts';
import { report } from './outcome.ts';

export const backupCommand = (): Command =>
  new Command('backup')
    .description(
      "Copy a registry's SQLite database into a file, as it is at one moment. The registry may be running.",
    )
    .argument('<file>', 'the copy, which must not be there yet')
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', '\nExample:\n  kopru backup --registry KZ kazakhstan-2026-01-31.sqlite')
    .action(
      (file: string, { registry, store }: { registry: string; store?: string }, command: Command) =>
        report(command, async () => {
          const { url } = await findRegistry(registry, store);
          const { bytes } = await backUpStore(url, file);
          return { sentence: `${bytes} bytes in ${file}`, counts: { bytes, file } };
        }),
    );
