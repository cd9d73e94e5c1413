import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../src/local-registries.ts';

/**
 * A process that a test started. It and all processes that it starts are one process group, as in a
 * shell.
 */
export interface Child {
  pid: number;
  /** The lines it printed, on both streams. */
  lines: readonly string[];
  /**
   * Resolves to the first line that matches, already printed or not. Rejects if the process ends
   * without it.
   */
  said(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code; null if a signal ended it. */
  ended: Promise<number | null>;
  /** Sends a signal to the process alone. */
  signal(name: NodeJS.Signals): void;
  /** Sends SIGINT to the whole group, as a terminal does on Ctrl-C. */
  interrupt(): void;
  /** Resolves when no process of the group is alive, to the milliseconds that took. */
  gone(): Promise<number>;
  /** Kills the rest of the group. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  environment?: Readonly<Record<string, string>>;
  cwd?: string;
}

const started = new Set<number>();

export async function killAll(): Promise<void> {
  await Promise.all([...started].map(killGroup));
}

export const killAllNow = (): void => started.forEach((pid) => signalGroup(pid, 'SIGKILL'));

/** Starts the Node that runs the test, so that none is needed on the PATH. */
export const startNode = (args: readonly string[], options?: ChildOptions): Child =>
  startChild(process.execPath, args, options);

export function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Child {
  const env = { ...inherited(), ...options.environment };
  const cwd = options.cwd ?? root;
  const spawned = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = spawned;
  if (pid === undefined) throw new Error(`Expected to start ${command}, but could not`);
  started.add(pid);

  const lines: string[] = [];
  let isOver = false;
  for (const stream of [spawned.stdout, spawned.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      spawned.emit('news');
    });
  }
  const ended = once(spawned, 'close').then(([code]) => {
    isOver = true;
    spawned.emit('news');
    return code as number | null;
  });
  return {
    pid,
    lines,
    async said(pattern) {
      for (;;) {
        const found = lines.map((line) => pattern.exec(line)).find((match) => match !== null);
        if (found) return found;
        if (isOver)
          throw new Error(
            `Expected ${String(pattern)} of ${args.join(' ')}, but it said:\n${lines.join('\n')}`,
          );
        await once(spawned, 'news');
      }
    },
    ended,
    signal: (name) => void spawned.kill(name),
    interrupt: () => void signalGroup(pid, 'SIGINT'),
    gone: () => untilGone(pid),
    kill: () => killGroup(pid),
  };
}

async function killGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGKILL');
  await untilGone(pid);
  started.delete(pid);
}

async function untilGone(pid: number): Promise<number> {
  const startedAt = performance.now();
  while (signalGroup(pid, 0)) await sleep(10);
  return performance.now() - startedAt;
}

/** False if the group has no process. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}

/**
 * The environment of a user's shell, without the test runner's variables. The compile cache is
 * shared; otherwise each of
 * ten processes would compile the same code in each test.
 */
function inherited(): NodeJS.ProcessEnv {
  const own = /^(NODE_ENV|NODE_OPTIONS|VITEST|TEST|PORT|HOST|KOPRU_)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return {
    ...Object.fromEntries(kept),
    KOPRU_COMPILE_CACHE: join(tmpdir(), 'kopru-test-compile-cache'),
  };
}
