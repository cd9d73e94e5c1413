#!/usr/bin/env node
import { Command } from 'commander';
import { conformCommand } from './conform.ts';
import { exportCommand } from './export/export.ts';
import { importCommand } from './import.ts';
import { migrateCommand } from './migrate.ts';
import { endWithItsReader, usageExit, usageOutput } from './outcome.ts';

// npx kopru: what an agency does with its registry's records from a shell. Exit codes: 0 done, 1 refused, 2 called wrongly, 3 done in
// part, 70 a fault of its own, 130 interrupted.

const program = new Command('kopru')
  .description("Work on a national registry's records.")
  .addHelpText(
    'after',
    `
Examples:
  kopru import --registry KZ --format gem-plants plants.json --dry-run
  kopru export --registry KZ > kazakhstan.ndjson
  kopru conform http://127.0.0.1:4101/graphql

kopru <command> --help explains a command, with examples.`,
  )
  .configureOutput(usageOutput)
  .exitOverride(usageExit);
program
  .addCommand(importCommand())
  .addCommand(exportCommand())
  .addCommand(migrateCommand())
  .addCommand(conformCommand());
endWithItsReader();
await program.parseAsync();
