import { CommandError } from './outcome.ts';

/**
 * Ctrl-C while rows are read ends the work at the next row as a failure does: what was begun is taken back before the process ends. A second
 * one ends it at once; the stores take back the rest when they are opened again.
 */
export function untilInterrupted() {
  let isInterrupted = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    async *over<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const row of rows) {
        if (isInterrupted) throw new CommandError('Interrupted. Nothing was written.', 130);
        yield row;
      }
      if (isInterrupted) throw new CommandError('Interrupted. Nothing was written.', 130);
    },
    stop: (): void => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}
