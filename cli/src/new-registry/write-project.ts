import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { countryFolder, root } from '@kopru/federation';
import { packWorkspace, packagesWith } from '@kopru/packaging';
import type { RegistryDefinition } from '@kopru/records';
import { registryExtensions } from '@kopru/schema';

export interface Project {
  /** The folder that the project will have. */
  folder: string;
  /** The country folder whose extension it takes. */
  countryFolder: string;
  definition: RegistryDefinition;
  /** Without the kit: the sources are the registry's own. */
  isBare: boolean;
  port: number;
}

/** A registry without the kit starts from the sources of a country that has left it. */
const bareSource = countryFolder('hungary');

/** Writes a project into an empty folder: a copy of a template, filled in, with its packages. */
export async function writeProject(project: Project, into: string): Promise<void> {
  const { definition, isBare } = project;
  const fill = await createFill(project);
  for (const template of ['both', isBare ? 'bare' : 'kit'])
    await copyFilled(join(root, 'templates', template), into, fill);
  if (isBare)
    for (const source of ['main.ts', 'src'])
      await cp(join(bareSource, source), join(into, source), { recursive: true });
  const country = countryFolder(project.countryFolder);
  await cp(join(country, 'extension.graphql'), join(into, 'extension.graphql'));
  const resolvers = join(country, 'resolvers.ts');
  if (!project.isBare && existsSync(resolvers)) await cp(resolvers, join(into, 'resolvers.ts'));
  await writeFile(
    join(into, 'registry.ts'),
    `/** Who this registry is, as \`registries\` says it. */\nexport default ${JSON.stringify(definition, null, 2)};\n`,
  );
  await addDependencies(join(into, 'package.json'), isBare, join(into, 'vendor'));
}

type Fill = (text: string) => string;

/** Replaces the placeholders of the templates: {{name}}, {{code}} and so on. */
async function createFill({ folder, definition, port }: Project): Promise<Fill> {
  const { code, names, languages } = definition;
  const values: Readonly<Record<string, string>> = {
    name: packageName(folder),
    code,
    title: names[0]?.text ?? code,
    language: languages[0] ?? 'en',
    port: String(port),
    extension: registryExtensions[code] ?? '',
    node: await nodeVersion(),
  };
  return (text) => text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => values[name] ?? all);
}

async function copyFilled(template: string, into: string, fill: Fill): Promise<void> {
  await mkdir(into, { recursive: true });
  for (const entry of await readdir(template, { withFileTypes: true })) {
    const [from, to] = [join(template, entry.name), join(into, entry.name)];
    if (entry.isDirectory()) await copyFilled(from, to, fill);
    else await writeFile(to, fill(await readFile(from, 'utf8')));
  }
}

interface Dependencies {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const readJson = async (file: string): Promise<Dependencies> =>
  JSON.parse(await readFile(file, 'utf8')) as Dependencies;

/** Packs Köprü's packages into the project's vendor/ and names them in its package.json. */
async function addDependencies(manifest: string, isBare: boolean, vendor: string): Promise<void> {
  const needed = isBare ? ['@kopru/schema'] : ['@kopru/registry', '@kopru/server'];
  const vendored: Record<string, string> = {};
  for (const folder of await packagesWith([...needed, '@kopru/conformance']))
    vendored[`@kopru/${basename(folder)}`] = `file:vendor/${await packWorkspace(folder, vendor)}`;
  const { '@kopru/conformance': conformance = '', ...others } = vendored;
  const content = await readJson(manifest);
  const source = isBare ? await readJson(join(bareSource, 'package.json')) : {};
  const foreign = Object.entries(source.dependencies ?? {}).filter(
    ([name]) => !name.startsWith('@kopru/'),
  );
  content.dependencies = { ...content.dependencies, ...others, ...Object.fromEntries(foreign) };
  content.devDependencies = { ...content.devDependencies, '@kopru/conformance': conformance };
  await writeFile(manifest, `${JSON.stringify(content, null, 2)}\n`);
}

/** npm allows its own set of characters in a name. */
const packageName = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'registry';

/** The version of Node that Köprü is tested with: that of the root's package.json. */
async function nodeVersion(): Promise<string> {
  const { devDependencies = {} } = await readJson(join(root, 'package.json'));
  return (devDependencies.node ?? '').replace(/^\D+/, '');
}
