import type { Command, CommanderError, OutputConfiguration } from 'commander';
import { GraphQLError } from 'graphql';
import { OperatorError } from '@kopru/schema';

/** A command that is refused, with the exit code that it ends with. */
export class CommandError extends OperatorError {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super('COMMAND', message);
    this.exitCode = exitCode;
  }
}

/** Exits with 0 after help, with 2 after a wrong call. */
export function usageExit({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : 2);
}

/** Prints what is wrong with a call, as JSON if --json is given. */
export const usageOutput: OutputConfiguration = {
  outputError: (text, write) => {
    const message = text.replace(/^error: /, '').trim();
    write(process.argv.includes('--json') ? `${JSON.stringify({ error: message })}\n` : text);
  },
};

/** Runs a command and prints its outcome, as a sentence or as JSON. */
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

/** Prints an expected failure on standard error without a stack, and sets the exit code. */
export async function reportRefusal(json: boolean, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { message, exitCode } = refusalOf(error);
    process.stderr.write(`${json ? JSON.stringify({ error: message }) : message}\n`);
    process.exitCode = exitCode;
    // A request that began before the interruption may still be pending.
    if (exitCode === 130) process.exit();
  }
}

function refusalOf(error: unknown): { message: string; exitCode: number } {
  const { message, code, syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  if (error instanceof OperatorError || error instanceof GraphQLError)
    return { message, exitCode: error instanceof CommandError ? error.exitCode : 1 };
  if (code !== undefined && syscall !== undefined)
    return {
      message: `Expected to ${syscall} ${dest ?? path ?? 'what is asked for'}, but could not (${code}).`,
      exitCode: 1,
    };
  return {
    message: `A fault of kopru itself, please report it: ${String(error).split('\n', 1)[0]}`,
    exitCode: 70,
  };
}

/** Exits with 0 when the reader of standard output closes it (`| head`). */
export function exitOnBrokenPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`${refusalOf(error).message}\n`);
    process.exit(1);
  });
}
