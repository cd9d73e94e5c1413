import { SingleBar } from 'cli-progress';

export interface Progress {
  show: (done: number) => void;
  stop: () => void;
}

/**
 * Shows a bar on standard error, or a count if the total is 0. Shows nothing if it is no terminal.
 */
export function startProgress(what: string, total: number | null): Progress {
  if (!process.stderr.isTTY || total === 0) return { show: () => undefined, stop: () => undefined };
  const format =
    total === null
      ? `{value} ${what}, {duration_formatted}`
      : `{bar} {percentage} % of ${what}, {duration_formatted}`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true });
  bar.start(total ?? 0, 0);
  return { show: (done) => bar.update(done), stop: () => bar.stop() };
}
