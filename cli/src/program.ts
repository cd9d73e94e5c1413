import { Command } from 'commander';
import { backupCommand } from './backup.ts';
import { checkCommand } from './check.ts';
import { conformCommand } from './conform.ts';
import { exportCommand } from './export/export.ts';
import { hubCommand } from './hub.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { newRegistryCommand } from './new-registry/new-registry.ts';
import { usageExit, usageOutput } from './outcome.ts';
import { serveCommand } from './serve.ts';

const help = `
Examples:
  kopru import --registry KZ --format gem-plants plants.json --dry-run
  kopru export --registry KZ > kazakhstan.ndjson
  kopru conform http://127.0.0.1:4101/graphql

kopru <command> --help explains a command, with examples.`;

export const program = new Command('kopru')
  .description('Run a national registry, and work on its records.')
  .addHelpText('after', help)
  .configureOutput(usageOutput)
  .exitOverride(usageExit);

const commands = [
  importCommand,
  exportCommand,
  migrateCommand,
  backupCommand,
  checkCommand,
  conformCommand,
  newRegistryCommand,
  serveCommand,
  hubCommand,
];
for (const command of commands) program.addCommand(command().copyInheritedSettings(program));
