import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './local-registries.ts';

const stopGraceMs = 1_500;

export interface ChildOptions {
  name: string;
  file: string;
  args: readonly string[];
  /** The command that starts it again by hand. */
  restart: string;
  environment?: NodeJS.ProcessEnv;
}

export interface Children {
  /** Resolves to true when the server listens, to false when it has ended before. */
  start: (child: ChildOptions) => Promise<boolean>;
  pid: (name: string) => number | undefined;
  isStopping: () => boolean;
  /** Ends every process, by force after a grace period. */
  stop: () => Promise<void>;
}

/** The processes of the launcher. What they print goes to `say`, line by line. */
export function createChildren({
  say,
  environment,
}: {
  say: (line: string) => void;
  environment: NodeJS.ProcessEnv;
}): Children {
  const children = new Map<string, ChildProcess>();
  let isStopping = false;

  const start = ({ name, file, args, restart, environment: more }: ChildOptions) =>
    new Promise<boolean>((resolve) => {
      const child = fork(file, [...args], {
        cwd: root,
        env: { ...environment, ...more },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      children.set(name, child);
      for (const stream of [child.stdout, child.stderr])
        if (stream) createInterface(stream).on('line', (line) => say(line));
      child.once('message', () => resolve(true));
      child.once('exit', (code, signal) => {
        children.delete(name);
        resolve(false);
        const reason = signal ?? `exit code ${String(code)}`;
        if (!isStopping) say(`${name} stopped (${reason}). Start it again with: ${restart}`);
      });
    });

  return {
    start,
    pid: (name) => children.get(name)?.pid,
    isStopping: () => isStopping,
    async stop() {
      isStopping = true;
      await endAll([...children.values()]);
    },
  };
}

async function endAll(children: readonly ChildProcess[]): Promise<void> {
  const ended = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) child.kill('SIGTERM');
  const force = setTimeout(() => children.forEach((child) => child.kill('SIGKILL')), stopGraceMs);
  await Promise.all(ended);
  clearTimeout(force);
}
