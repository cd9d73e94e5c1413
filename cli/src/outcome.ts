import type { Command, CommanderError } from 'commander';
import { GraphQLError } from 'graphql';
import { SubjectError } from '@kopru/conformance';
import { ImportRefusal, RorFileError, StoreError, TableError } from '@kopru/kit';

/** What a command was asked to do and does not, in words for the operator. */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

const expected = [CommandError, SubjectError, ImportRefusal, RorFileError, StoreError, TableError, GraphQLError];

/** Help and the like end well; a wrong call ends with 2. */
export function usageExit({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : 2);
}

/** Runs a command: its outcome on standard output, as a sentence or as JSON. */
export async function report(
  command: Command,
  work: () => Promise<{ sentence: string; counts: object }>,
): Promise<void> {
  const { json = false } = command.opts<{ json?: boolean }>();
  await reportRefusal(json, async () => {
    const { sentence, counts } = await work();
    process.stdout.write(`${json ? JSON.stringify(counts) : sentence}\n`);
  });
}

/** A refusal goes to standard error, without a stack, and ends the command with 1. */
export async function reportRefusal(json: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind)) throw error;
    const { message } = error as Error;
    process.stderr.write(`${json ? JSON.stringify({ error: message }) : message}\n`);
    process.exitCode = error instanceof CommandError ? error.exitCode : 1;
  }
}
