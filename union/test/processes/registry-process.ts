import { join } from 'node:path';
import { nationFolder, root } from '../../src/nations.ts';
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
  const args = Object.entries({ port: '0', ...options }).flatMap(([name, value]) => [`--${name}`, value]);
  const child = startNode([join(root, 'subgraphs', 'kit', 'src', 'main.ts'), nationFolder(folder), ...args]);
  const [, url = ''] = await child.said(/listening on (http:[^,]+)/);
  return { url, child };
}
