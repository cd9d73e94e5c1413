import { CommandError } from './outcome.ts';

/**
 * Ctrl-C while rows are read ends the work at the next row, or check, as a failure does: what was begun is taken back before the process ends. A second
 * one ends it at once; the stores take back the rest when they are opened again.
 */
export function untilInterrupted() {
  let isInterrupted = false;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
  };
  const check = (): void => {
    if (isInterrupted) throw new CommandError('Interrupted. Nothing was written.', 130);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  return {
    check,
    async *over<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
      for await (const row of rows) {
        check();
        yield row;
      }
      check();
    },
    stop: (): void => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}
