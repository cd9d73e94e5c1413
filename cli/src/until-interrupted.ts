import { CommandError } from './outcome.ts';

/**
 * Ctrl-C fails the work at once, even while the next row is awaited, so that it is rolled back
 * before the process ends. A second Ctrl-C ends the process; stores roll back when they are opened.
 */
export function untilInterrupted(left = 'Nothing was written.') {
  const interruption = new CommandError(`Interrupted. ${left}`, 130);
  let isInterrupted = false;
  let giveUp = (): void => undefined;
  const interrupt = (): void => {
    if (isInterrupted) process.exit(130);
    isInterrupted = true;
    giveUp();
  };
  const check = (): void => {
    if (isInterrupted) throw interruption;
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  // Promise.race would keep memory for every row.
  const orInterrupted = <T>(work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      giveUp = () => reject(interruption);
      if (isInterrupted) giveUp();
      work.then(resolve, reject);
    });
  return {
    check,
    async *over<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
      const iterator = rows[Symbol.asyncIterator]();
      for (;;) {
        const next = await orInterrupted(iterator.next());
        if (next.done === true) break;
        yield next.value;
      }
      check();
    },
    stop: (): void => void process.off('SIGINT', interrupt).off('SIGTERM', interrupt),
  };
}
