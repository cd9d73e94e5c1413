import { ListenError } from '@kopru/edge';
import { ConfigError, readConfig } from './config.ts';
import { loadNational } from './definition.ts';
import { createRegistry } from './registry.ts';
import { SeedError, seedIfEmpty } from './seed.ts';
import { serveRegistry } from './server.ts';
import { openStore } from './store/open-store.ts';
import { StoreError } from './store/store-error.ts';

/** One registry as a process: start, say where it listens, stop on a signal or when the parent is gone. */
export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const config = readConfig(args, environment);
    const national = await loadNational(config.folder);
    const registry = createRegistry(national, await openStore(config.store));
    const seeded = config.seed === null ? 0 : await seedIfEmpty(registry, config.seed);
    const log = (line: string) => void process.stderr.write(`${national.definition.code} ${line}\n`);
    const { port, close } = await serveRegistry({ registry, port: config.port, host: config.host, log });
    stopOnRequest(close);
    const note = seeded > 0 ? `, ${seeded} records seeded` : '';
    const where = `http://127.0.0.1:${port}/graphql, process ${process.pid}`;
    process.stdout.write(`${national.definition.code} listening on ${where}${note}\n`);
    if (process.connected) process.send?.({ listening: port, seeded });
  } catch (error) {
    const expected = [ConfigError, ListenError, StoreError, SeedError].some((kind) => error instanceof kind);
    process.stderr.write(`${expected ? (error as Error).message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}

function stopOnRequest(close: () => Promise<void>): void {
  const stop = () => void close().finally(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A parent that died without a word must not leave its children behind, be it gone since or before.
  if (process.connected) process.once('disconnect', stop);
  else if (process.send) stop();
}
