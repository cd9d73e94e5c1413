import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';

const run = promisify(execFile);

interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string>;
  scripts?: unknown;
  devDependencies?: unknown;
}

/**
 * Packs a workspace as npm would publish it, built to JS with its types: Node takes the types from no TypeScript that lies in
 * node_modules. Returns the name of the package and of the file.
 */
export async function packWorkspace(
  workspace: string,
  work: string,
  into: string,
): Promise<{ name: string; file: string }> {
  const manifest = JSON.parse(await readFile(join(workspace, 'package.json'), 'utf8')) as Manifest;
  const folder = join(work, manifest.name.replace('/', '-'));
  await mkdir(folder, { recursive: true });
  await copyAllButCode(workspace, folder);
  build(workspace, join(folder, 'dist'));
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify(published(manifest), null, 2)}\n`,
  );
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', into], {
    cwd: folder,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return { name: manifest.name, file: packed?.filename ?? '' };
}

/** What the code reads beside itself: the contract, ready mappings. */
async function copyAllButCode(workspace: string, folder: string): Promise<void> {
  for (const entry of await readdir(workspace, { withFileTypes: true })) {
    if (!entry.isDirectory() || ['test', 'testing', 'node_modules', '.turbo'].includes(entry.name))
      continue;
    const to = join(folder, entry.name === 'src' ? 'dist' : entry.name);
    await cp(join(workspace, entry.name), to, {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
}

function build(workspace: string, outDir: string): void {
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
    // The workspace's own `npm run types` checks it.
    noCheck: true,
  };
  const files = ts.sys.readDirectory(join(workspace, 'src'), ['.ts']);
  const { diagnostics } = ts.createProgram(files, options).emit();
  const [first] = diagnostics;
  if (first)
    throw new Error(
      `Expected ${workspace} to build, but: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`,
    );
}

function published(manifest: Manifest): object {
  const built = (path: string): string => path.replace('./src/', './dist/').replace(/\.ts$/, '.js');
  const own = Object.entries(manifest.exports).filter(([, path]) => path.startsWith('./src/'));
  return {
    ...manifest,
    // What only the workspace itself needs.
    scripts: undefined,
    devDependencies: undefined,
    exports: Object.fromEntries(
      own.map(([name, path]) => [
        name,
        { types: built(path).replace(/\.js$/, '.d.ts'), default: built(path) },
      ]),
    ),
  };
}
