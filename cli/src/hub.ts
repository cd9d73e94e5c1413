import { join } from 'node:path';
import { Command } from 'commander';
import { root } from '@kopru/federation';
import { argumentsOf, runProgram } from './run-program.ts';

const help = `
Each option also comes from the environment: KOPRU_MEMBERSHIP, PORT, HOST, KOPRU_HUB_DATA, KOPRU_QUESTIONS, KOPRU_DEADLINE_MS.

Example:
  kopru hub --membership membership.json --port 4000`;

export const hubCommand = (): Command =>
  new Command('hub')
    .description('Run the hub over the registries of a membership file.')
    .option('--membership <file>', 'who is in the union, and where')
    .option('--port <number>', 'where it listens; 4000 unless told otherwise')
    .option('--host <address>', 'on which address; 127.0.0.1 unless told otherwise')
    .option('--data <folder>', 'where it keeps the last good SDL of each registry')
    .option('--questions <folder>', "saved questions for the explorer's tabs")
    .option('--deadline <ms>', 'the time of one request; 2000 unless told otherwise')
    .addHelpText('after', help)
    .action((options: Record<string, string>) =>
      runProgram(join(root, 'gateway', 'src', 'main.ts'), argumentsOf(options)),
    );
