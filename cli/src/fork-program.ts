import { fork } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs the program of a registry that has its own software, and exits as it does. The program
 * stops when its parent disconnects, so it also stops if this process is killed.
 */
export async function forkProgram(file: string, args: readonly string[]): Promise<void> {
  const child = fork(file, [...args], { stdio: 'inherit' });
  const stop = (): void => {
    if (child.connected) child.disconnect();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop);
  child.on('message', (message: object) => process.send?.(message));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exit(code ?? 1);
}
