import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildWorkspace } from './build-workspace.ts';

const run = promisify(execFile);

/**
 * Builds a workspace and writes its tarball into a folder. Resolves to the name of the file. It
 * builds in a temporary folder, so that two processes can pack the same workspace at once.
 */
export async function packWorkspace(folder: string, into: string): Promise<string> {
  const dist = await mkdtemp(join(tmpdir(), 'kopru-pack-'));
  try {
    await buildWorkspace(folder, dist);
    await mkdir(into, { recursive: true });
    const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', into];
    const { stdout } = await run('npm', args, { cwd: dist });
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    if (packed === undefined) throw new Error(`Expected npm to pack ${folder}, but it did not.`);
    return packed.filename;
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}
