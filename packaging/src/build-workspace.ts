import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import { readManifest, root } from './packages.ts';
import type { Manifest } from './packages.ts';

/** Folders of a workspace that a package does not contain. */
const omitted = ['test', 'testing', 'dist', 'node_modules', '.turbo', 'compose'];

/**
 * Builds a workspace as npm would publish it, into the folder `dist`: JavaScript with declarations,
 * the files that the code reads, and a package.json. Node strips no types below node_modules, so a
 * package must hold JavaScript. Throws if TypeScript reports an emit error.
 */
export async function buildWorkspace(folder: string, dist: string): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await copyAssets(join(root, folder), dist);
  emit(join(root, folder), join(dist, 'src'));
  const manifest = published(await readManifest(folder), await readManifest('.'));
  await writeFile(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Copies what the code reads at run time: the contract, ready mappings, vocabularies. */
async function copyAssets(workspace: string, to: string): Promise<void> {
  for (const entry of await readdir(workspace, { withFileTypes: true })) {
    if (!entry.isDirectory() || omitted.includes(entry.name)) continue;
    await cp(join(workspace, entry.name), join(to, entry.name), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
}

function emit(workspace: string, outDir: string): void {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    rootDir: join(workspace, 'src'),
    outDir,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: ['node'],
    // `npm run types` checks the workspace.
    noCheck: true,
  };
  const files = ts.sys.readDirectory(join(workspace, 'src'), ['.ts']);
  const [first] = ts.createProgram(files, options).emit().diagnostics;
  if (first)
    throw new Error(
      `Expected ${workspace} to build, but: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`,
    );
}

const built = (path: string): string => path.replace(/\.ts$/, '.js');

/** The package.json of the package. All packages have the version of the root. */
function published(manifest: Manifest, { version }: Manifest): object {
  const exports = Object.entries(manifest.exports ?? {}).filter(([, path]) =>
    path.startsWith('./src/'),
  );
  return {
    ...manifest,
    version,
    private: undefined,
    scripts: undefined,
    devDependencies: undefined,
    engines: { node: '>=24' },
    ...(manifest.bin && {
      bin: Object.fromEntries(
        Object.entries(manifest.bin).map(([name, path]) => [name, built(path)]),
      ),
    }),
    exports: Object.fromEntries(
      exports.map(([name, path]) => [
        name,
        { types: path.replace(/\.ts$/, '.d.ts'), default: built(path) },
      ]),
    ),
    dependencies: Object.fromEntries(
      Object.entries(manifest.dependencies ?? {}).map(([name, range]) => [
        name,
        name.startsWith('@kopru/') ? version : range,
      ]),
    ),
  };
}
