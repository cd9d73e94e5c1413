import { cp, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { loadLocalRegistries } from '@kopru/federation';
import { CommandError, report } from '../outcome.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import type { Project } from './write-project.ts';

const help = `
The project stands on its own: its folder vendor/ holds the packages of Köprü that it needs. With
the kit it is three files and your records. --bare gives you sources to change, or to rewrite in
another language: a registry only has to conform.

Examples:
  kopru new-registry ../registry-kz --country KZ
  kopru new-registry ../registry-kz --country KZ --bare`;

interface Options {
  country: string;
  bare?: boolean;
  port: string;
  json?: boolean;
}

export const newRegistryCommand = (): Command =>
  new Command('new-registry')
    .description(
      "Write the project of a country's registry: small, working, with records, a test, a Dockerfile.",
    )
    .argument('<folder>', 'the new folder; it must be empty or not exist')
    .requiredOption('--country <code>', 'the registry code, as KZ')
    .option('--bare', 'without the kit: a plain Apollo Server with sources of its own')
    .option('--port <number>', 'where npm start of the project listens', '4200')
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', help)
    .action((folder: string, options: Options, command: Command) =>
      report(command, async () => {
        const counts = await createProject(resolve(folder), options);
        return {
          sentence: `${counts.files} files written to ${folder}. Go on with: cd ${folder} && npm install && npm test && npm start`,
          counts,
        };
      }),
    );

async function createProject(
  folder: string,
  { country, bare: isBare = false, port }: Options,
): Promise<{ files: number }> {
  const localRegistry = await findCountry(country);
  checkPort(port);
  await checkEmpty(folder);
  const interruptible = untilInterrupted();
  const work = await mkdtemp(join(tmpdir(), 'kopru-new-'));
  try {
    const project: Project = {
      folder,
      countryFolder: localRegistry.folder,
      definition: {
        ...localRegistry.definition,
        operator: 'Write here who operates this registry',
      },
      isBare,
      port: Number(port),
    };
    // Loads the compiler, which other commands do without.
    const { writeProject } = await import('./write-project.ts');
    await writeProject(project, join(work, 'project'));
    interruptible.check();
    await moveAtomically(join(work, 'project'), folder);
    return { files: await countFiles(folder) };
  } catch (error) {
    interruptible.check();
    throw error;
  } finally {
    interruptible.stop();
    await rm(work, { recursive: true, force: true });
  }
}

async function findCountry(code: string) {
  const localRegistries = await loadLocalRegistries();
  const match = localRegistries.find(({ definition }) => definition.code === code);
  if (match) return match;
  const codes = localRegistries.map(({ definition }) => definition.code).join(', ');
  throw new CommandError(`Expected --country to be one of ${codes}, but got ${code}.`);
}

function checkPort(port: string): void {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandError(`Expected --port to be a number of 0 to 65535, but got ${port}.`);
}

async function checkEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? [] : [code];
  });
  if (entries.length > 0)
    throw new CommandError(
      `Expected ${folder} to be an empty folder or not to be there, but found ${entries[0] ?? 'files'}. Name another folder.`,
    );
}

async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}

/**
 * Moves all or nothing. Temporary files may lie on another disk, from which none can be renamed.
 */
async function moveAtomically(project: string, folder: string): Promise<void> {
  const staging = `${folder}.${process.pid}.part`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await cp(project, staging, { recursive: true, errorOnExist: true, force: false });
    // Replaces an empty folder. Fails if the folder has been filled in the meantime.
    await rename(staging, folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
