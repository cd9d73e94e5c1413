import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { OperatorError } from '@kopru/schema';
import { registryVariable, storeVariable } from './local-registries.ts';
import type { LocalRegistry } from './local-registries.ts';

// What keeps the federation from starting. Each check throws an OperatorError.

/** The endpoints of the registries that run elsewhere, by code. */
export function readElsewhere(
  registries: readonly LocalRegistry[],
  environment: NodeJS.ProcessEnv,
): ReadonlyMap<string, string> {
  const urls = registries.flatMap(({ definition: { code } }) => {
    const url = environment[registryVariable(code)];
    if (url === undefined) return [];
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
      throw new OperatorError(
        'LAUNCH',
        `Expected ${registryVariable(code)} to be the http URL of a registry, but got ${url}.`,
      );
    return [[code, url] as const];
  });
  return new Map(urls);
}

/** Refuses a store for a registry that takes none: it would silently stay unused. */
export function checkStores(
  registries: readonly LocalRegistry[],
  environment: NodeJS.ProcessEnv,
): void {
  for (const { program, definition } of registries) {
    const variable = storeVariable(definition.code);
    if (program.isStandalone && environment[variable] !== undefined)
      throw new OperatorError(
        'LAUNCH',
        `Expected no ${variable}, for ${definition.code} runs its own software on its own storage. Unset it.`,
      );
  }
}

export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '.writable'), '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const what =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'something that is no folder is in its place'
        : `it cannot be written (${code ?? 'unknown'})`;
    throw new OperatorError(
      'LAUNCH',
      `Expected a data folder at ${folder}, but ${what}. Free it, or name another with KOPRU_DATA.`,
    );
  }
}

export async function checkPorts(wanted: readonly { name: string; port: number }[]): Promise<void> {
  const taken = await Promise.all(
    wanted.map(async (each) => ((await isFree(each.port)) ? [] : [`${each.port} (${each.name})`])),
  );
  const list = taken.flat().join(', ');
  if (list !== '')
    throw new OperatorError(
      'LAUNCH',
      `Expected free ports, but another program listens on ${list}. Stop it, or move the federation with KOPRU_PORT.`,
    );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
