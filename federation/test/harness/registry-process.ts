import { dirname, join } from 'node:path';
import { programOf } from '../../src/local-registries.ts';
import { startNode } from './child.ts';
import type { Child } from './child.ts';

export interface RegistryProcess {
  url: string;
  child: Child;
}

/** One country's registry as a process of its own, on a port that the system chooses. */
export async function startRegistry(
  folder: string,
  options: { store: string; seed?: string },
): Promise<RegistryProcess> {
  const program = programOf(folder);
  const { store, ...others } = options;
  // One of its own software has a folder of its own beside where the store would be.
  const place = program.isStandalone
    ? { data: join(dirname(store.replace(/^sqlite:/, '')), folder) }
    : { store };
  const args = Object.entries({ port: '0', ...place, ...others }).flatMap(([name, value]) => [
    `--${name}`,
    value,
  ]);
  const child = startNode([program.file, ...program.args, ...args]);
  const [, url = ''] = await child.said(/listening on (http:[^,]+)/);
  return { url, child };
}
