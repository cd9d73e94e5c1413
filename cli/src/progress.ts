import { SingleBar } from 'cli-progress';

/** A bar on standard error while so much is read, of a file in bytes; none where that is no terminal, or nothing is to be read. */
export function startProgress(all: number, what = 'the file') {
  if (!process.stderr.isTTY || all === 0) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: `{bar} {percentage} % of ${what}, {duration_formatted}`, stream: process.stderr, clearOnComplete: true }); // prettier-ignore
  bar.start(all, 0);
  return { show: (read: number) => bar.update(read), stop: () => bar.stop() };
}
