import { dirname, join } from 'node:path';
import { programOf } from '../../src/local-registries.ts';
import { startNode } from './child.ts';
import type { Child } from './child.ts';

export interface RegistryProcess {
  url: string;
  child: Child;
}

/** Starts one country's registry as a process, on a port that the system chooses. */
export async function startRegistry(
  folder: string,
  options: { store: string; seed?: string },
): Promise<RegistryProcess> {
  const program = programOf(folder);
  const { store, ...others } = options;
  // A registry without the kit gets a folder beside the store file.
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
