import { join } from 'node:path';
import { root } from '../../src/local-registries.ts';
import { askAt } from './query-at.ts';
import type { Ask } from './query-at.ts';
import { startNode } from './child.ts';
import type { Child } from './child.ts';
import { makeFolder } from './clean-up.ts';
import { freePorts } from './free-ports.ts';

/**
 * The whole federation as `npm start` runs it: launcher, nine registries and hub, in its own folder
 * and ports.
 */
export interface RunningFederation {
  /** The port of the hub. The registries have the next nine. */
  port: number;
  folder: string;
  launcher: Child;
  ask: Ask;
  /** The process id of a registry, by its code, or of `hub`. */
  pidOf: (name: string) => number;
  /** Resolves when no process of it is alive, to the milliseconds that took. */
  stop: () => Promise<number>;
}

export async function startFederation(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningFederation> {
  const folder = await makeFolder();
  const port = await freePorts(10);
  const launcher = startNode([join(root, 'cli', 'src', 'main.ts'), 'start'], {
    environment: { KOPRU_PORT: String(port), KOPRU_DATA: folder, ...environment },
  });
  const stop = async (): Promise<number> => {
    launcher.signal('SIGINT');
    const force = setTimeout(() => void launcher.kill(), 5_000);
    const tookMs = await launcher.gone();
    clearTimeout(force);
    return tookMs;
  };
  try {
    await launcher.said(/^ready http/);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, folder, launcher, ask: askAt(port), pidOf: (name) => pidOf(launcher, name), stop };
}

function pidOf({ lines }: Child, name: string): number {
  const said = lines.map(
    (line) => new RegExp(`^${name} listening on .*, process (\\d+)`).exec(line)?.[1],
  );
  return Number(said.findLast((pid) => pid !== undefined));
}
