import { SingleBar } from 'cli-progress';

/** A bar on standard error while a file of so many bytes is read; none where that is no terminal. */
export function startProgress(bytes: number) {
  if (!process.stderr.isTTY || bytes === 0) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: '{bar} {percentage} % of the file, {duration_formatted}', stream: process.stderr, clearOnComplete: true }); // prettier-ignore
  bar.start(bytes, 0);
  return { show: (read: number) => bar.update(read), stop: () => bar.stop() };
}
