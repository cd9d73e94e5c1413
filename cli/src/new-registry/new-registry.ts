import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { loadLocalRegistries, countryFolder, root } from '@kopru/federation';
import { CommandError, report } from '../outcome.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import { filesOf } from './files.ts';
import { packWorkspace } from './pack-workspace.ts';

const help = `
The project stands on its own: what it needs of Köprü lies built in its folder vendor/. With the kit it is two files and your records;
--bare gives you sources to change as you like, or to write anew in another language, for all that counts is that it conforms.

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
      "Write a project of a country's registry: small, working, with records, a test and a Dockerfile.",
    )
    .argument('<folder>', 'where to; must not be there yet, or be empty')
    .requiredOption('--country <code>', 'the registry code, as KZ')
    .option('--bare', 'without the kit: a plain Apollo Server with sources of its own')
    .option('--port <number>', 'where npm start of the project listens', '4200')
    .option('--json', 'the outcome as JSON')
    .addHelpText('after', help)
    .action((folder: string, options: Options, command: Command) =>
      report(command, async () => {
        const counts = await writeProject(resolve(folder), options);
        return {
          sentence: `${counts.files} files written to ${folder}. Go on with: cd ${folder} && npm install && npm test && npm start`,
          counts,
        };
      }),
    );

/** The sources that a registry without the kit begins from: those of a country that has left it. */
const bareSource = countryFolder('hungary');

async function writeProject(
  folder: string,
  { country, bare = false, port }: Options,
): Promise<{ files: number }> {
  const locals = await loadLocalRegistries();
  const local = locals.find(({ definition }) => definition.code === country);
  if (!local) {
    const codes = locals.map(({ definition }) => definition.code).join(', ');
    throw new CommandError(`Expected --country to be one of ${codes}, but got ${country}.`);
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new CommandError(`Expected --port to be a number of 0 to 65535, but got ${port}.`);
  const there = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? [] : [code];
  });
  if (there.length > 0)
    throw new CommandError(
      `Expected ${folder} to be an empty folder or not to be there, but found ${there[0] ?? 'files'}. Name another folder.`,
    );

  const interruptible = untilInterrupted();
  const work = await mkdtemp(join(tmpdir(), 'kopru-new-'));
  try {
    const made = join(work, 'project');
    await mkdir(join(made, 'vendor'), { recursive: true });
    const workspaces = ['schema', 'conformance', ...(bare ? [] : ['edge', 'subgraphs/kit'])];
    const vendor = new Map<string, string>();
    for (const workspace of workspaces) {
      const { name, file } = await packWorkspace(join(root, workspace), work, join(made, 'vendor'));
      vendor.set(name, file);
    }
    if (bare)
      for (const own of ['main.ts', 'src'])
        await cp(join(bareSource, own), join(made, own), { recursive: true });
    await cp(
      join(countryFolder(local.folder), 'extension.graphql'),
      join(made, 'extension.graphql'),
    );
    const resolvers = join(countryFolder(local.folder), 'resolvers.ts');
    if (!bare && existsSync(resolvers)) await cp(resolvers, join(made, 'resolvers.ts'));
    const definition = { ...local.definition, operator: 'Write here who operates this registry' };
    const project = {
      name: nameOf(folder),
      definition,
      isBare: bare,
      port: Number(port),
      vendor,
      ...(await versions(bare)),
    };
    for (const [name, content] of Object.entries(filesOf(project))) {
      await mkdir(dirname(join(made, name)), { recursive: true });
      await writeFile(join(made, name), content);
    }
    interruptible.check();
    await putInPlace(made, folder);
    return {
      files: (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) =>
        each.isFile(),
      ).length,
    };
  } catch (error) {
    interruptible.check();
    throw error;
  } finally {
    interruptible.stop();
    await rm(work, { recursive: true, force: true });
  }
}

/** npm wants a name in its own letters. */
const nameOf = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'registry';

/** Whole or not at all. Temporary files may lie on another disk, where nothing can be renamed from. */
async function putInPlace(made: string, folder: string): Promise<void> {
  const beside = `${folder}.${process.pid}.part`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await cp(made, beside, { recursive: true, errorOnExist: true, force: false });
    // Replaces an empty folder, and refuses one that has been filled meanwhile.
    await rename(beside, folder);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}

/** The versions that Köprü itself is tested with. */
async function versions(
  isBare: boolean,
): Promise<{ node: string; dependencies: Record<string, string> }> {
  const read = async (file: string) =>
    JSON.parse(await readFile(file, 'utf8')) as Record<string, Record<string, string>>;
  const { node = '' } = (await read(join(root, 'package.json'))).devDependencies ?? {};
  const own = isBare ? ((await read(join(bareSource, 'package.json'))).dependencies ?? {}) : {};
  return {
    node,
    dependencies: Object.fromEntries(
      Object.entries(own).filter(([name]) => !name.startsWith('@kopru/')),
    ),
  };
}
