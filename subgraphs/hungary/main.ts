import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import definition from './registry.ts';
import { openRegistry, serve } from './src/server.ts';

// node main.ts --port 4106 --data FOLDER --seed FOLDER runs this registry as a process.
// It stores its records in FOLDER/journal.ndjson.

const option = { type: 'string' } as const;

async function start(): Promise<void> {
  const { values } = parseArgs({
    options: { port: option, host: option, data: option, seed: { ...option, multiple: true } },
  });
  const { port = '4100', host = '127.0.0.1', data, seed = [] } = values;
  if (!/^\d{1,5}$/.test(port)) throw new Error(`--port: expected a number, but got ${port}.`);
  const registry = await openRegistry(
    data === undefined ? undefined : join(data, 'journal.ndjson'),
  );
  if (registry.journal.entries.length === 0) {
    const put = (await Promise.all(seed.map(readSeed))).flat();
    if (put.length > 0) await registry.write({ put });
  }
  const { port: listening, close } = await serve(registry, Number(port), host);
  process.stdout.write(
    `${definition.code} listening on http://${host}:${listening}/graphql, process ${process.pid}\n`,
  );
  process.send?.({ listening });
  const stop = (): void => void close().finally(() => process.exit(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(signal, stop);
}

/** Reads the records of a JSON file {"records": […]}, or of all JSON files in a folder. */
async function readSeed(path: string): Promise<unknown[]> {
  const isFolder = (await stat(path)).isDirectory();
  const files = isFolder
    ? (await readdir(path)).filter((name) => name.endsWith('.json')).sort()
    : [''];
  const all = await Promise.all(
    files.map(
      async (name) =>
        JSON.parse(await readFile(join(path, name), 'utf8')) as { records: unknown[] },
    ),
  );
  return all.flatMap(({ records }) => records);
}

start().catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  process.stderr.write(
    `${code === 'EADDRINUSE' ? `Expected a free port, but ${message}.` : message}\n`,
  );
  process.exit(1);
});
