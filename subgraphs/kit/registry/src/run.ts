import { ListenError, runServer } from '@kopru/server';
import { ConfigError, readConfig } from './config.ts';
import { loadRegistryModule } from '@kopru/records';
import { createRegistry } from './registry.ts';
import { SeedError, seedIfEmpty } from './seed.ts';
import { serveRegistry } from './server.ts';
import { openStore } from './open-store.ts';
import { StoreError } from '@kopru/store';

const expected = [ConfigError, ListenError, StoreError, SeedError];

/** One registry as a process. */
export const run = (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> =>
  runServer(expected, async () => {
    const { folder, store, seeds, port, host } = readConfig(args, environment);
    const module = await loadRegistryModule(folder);
    const name = module.definition.code;
    const registry = createRegistry(module, await openStore(store));
    const seeded = await seedIfEmpty(registry, seeds);
    const log = (line: string) => void process.stderr.write(`${name} ${line}\n`);
    const listening = await serveRegistry({ registry, port, host, log });
    return { name, host, ...listening, ...(seeded > 0 && { note: `${seeded} records seeded` }) };
  });
