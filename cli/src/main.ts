#!/usr/bin/env node
import { Command } from 'commander';
import { conformCommand } from './conform.ts';
import { exportCommand } from './export/export.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { usageExit } from './outcome.ts';

// npx kopru: what an agency does with its registry's records from a shell. Exit codes: 0 done, 1 refused, 2 called wrongly.

const program = new Command('kopru')
  .description("Work on a national registry's records.")
  .addHelpText('after', '\nkopru <command> --help explains a command, with examples.')
  .exitOverride(usageExit);
program
  .addCommand(importCommand())
  .addCommand(exportCommand())
  .addCommand(migrateCommand())
  .addCommand(conformCommand());
await program.parseAsync();
