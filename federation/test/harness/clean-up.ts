import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAll, killAllNow } from './child.ts';

const folders = new Set<string>();

/** Creates a folder for one test file. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-test-'));
  folders.add(folder);
  return folder;
}

/**
 * Ends the processes and removes the folders of a test file, also after a failure. Call it in
 * afterAll.
 */
export async function cleanUp(): Promise<void> {
  await killAll();
  await Promise.all([...folders].map((folder) => rm(folder, { recursive: true, force: true })));
  folders.clear();
}

// An interrupted test run calls no afterAll.
process.once('exit', () => {
  killAllNow();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
