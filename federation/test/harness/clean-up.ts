import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAll, killAllNow } from './child.ts';

const folders = new Set<string>();

/** A folder for one test file. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kopru-test-'));
  folders.add(folder);
  return folder;
}

/** Ends and removes whatever the tests of a file left, also where they failed: for its afterAll. */
export async function cleanUp(): Promise<void> {
  await killAll();
  await Promise.all([...folders].map((folder) => rm(folder, { recursive: true, force: true })));
  folders.clear();
}

// A test run that is broken off comes to no afterAll.
process.once('exit', () => {
  killAllNow();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
