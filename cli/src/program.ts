import { Command } from 'commander';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { conformCommand } from './conform.ts';
import { exportCommand } from './export/export.ts';
import { hubCommand } from './hub.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { newRegistryCommand } from './new-registry/new-registry.ts';
import { usageExit } from './outcome.ts';
import { serveCommand } from './serve.ts';

export const program = new Command('kopru')
  .description('Run a national registry, and work on its records.')
  .addHelpText('after', '\nkopru <command> --help explains a command, with examples.')
  .exitOverride(usageExit);

const commands = [importCommand, exportCommand, migrateCommand, backupCommand, checkCommand, conformCommand, newRegistryCommand, serveCommand, hubCommand]; // prettier-ignore
for (const command of commands) program.addCommand(command());
