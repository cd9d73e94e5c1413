import { Command } from 'commander';
import { migrateStore } from '@kopru/registry';
import { findRegistry } from './open-registry.ts';
import { report } from './outcome.ts';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      "Bring a registry's store up to date after an upgrade: all of it, or nothing. Stop the registry first.",
    )
    .requiredOption('--registry <code>', 'the registry, as KZ')
    .option('--store <url>', "the registry's store; without it the one that npm start gives it")
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', '\nExample:\n  kopru migrate --registry KZ')
    .action(({ registry, store }: { registry: string; store?: string }, command: Command) =>
      report(command, async () => {
        const { url } = await findRegistry(registry, store);
        const { from, to, records } = await migrateStore(url);
        const sentence =
          from === to
            ? `version ${to} already`
            : `${records} records brought from version ${from} to ${to}`;
        return { sentence, counts: { from, to, records } };
      }),
    );
