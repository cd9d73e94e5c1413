import type { Command, CommanderError } from 'commander';
import { GraphQLError } from 'graphql';
import { RorFileError, StoreError } from '@kopru/kit';

/** What a command was asked to do and does not, in words for the operator. */
export class CommandError extends Error {}

const expected = [CommandError, RorFileError, StoreError, GraphQLError];

/** Help and the like end well; a wrong call ends with 2. */
export function usageExit({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : 2);
}

/** Runs a command: its outcome on standard output, as a sentence or as JSON; a refusal on standard error, without a stack. */
export async function report<T extends object>(
  command: Command,
  work: () => Promise<T>,
  sentence: (outcome: T) => string,
): Promise<void> {
  const { json } = command.opts<{ json?: true }>();
  try {
    const outcome = await work();
    process.stdout.write(`${json ? JSON.stringify(outcome) : sentence(outcome)}\n`);
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind)) throw error;
    const { message } = error as Error;
    process.stderr.write(`${json ? JSON.stringify({ error: message }) : message}\n`);
    process.exitCode = 1;
  }
}
