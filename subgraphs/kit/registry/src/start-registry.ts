import { loadRegistryModule } from '@kopru/records';
import type { Started } from '@kopru/server';
import { openStore } from './open-store.ts';
import { createRegistry } from './registry.ts';
import { seedIfEmpty } from './seed.ts';
import { serveRegistry } from './server.ts';

export interface StartRegistryOptions {
  /** The registry's folder: registry.ts and extension.graphql. */
  folder: string;
  /** 0 lets the system choose a port. */
  port: number;
  /** 127.0.0.1 by default. */
  host?: string | undefined;
  /** `sqlite:FILE`, `mongodb://HOST/DATABASE` or `memory:`, which is the default. */
  store?: string | undefined;
  /** Files or folders of records for a store that never held one. */
  seeds?: readonly string[];
  log?: (line: string) => void;
}

/**
 * Opens a registry's store, seeds it if it never held a record, and serves it over HTTP. Throws an
 * OperatorError if the store or a seed cannot be used, or if the port is taken.
 */
export async function startRegistry(options: StartRegistryOptions): Promise<Started> {
  const { folder, store = 'memory:', seeds = [], port, host = '127.0.0.1' } = options;
  const module = await loadRegistryModule(folder);
  const name = module.definition.code;
  const { log = (line) => void process.stderr.write(`${name} ${line}\n`) } = options;
  const registry = createRegistry(module, await openStore(store));
  const seeded = await seedIfEmpty(registry, seeds);
  const listening = await serveRegistry({ registry, port, host, log });
  return { name, host, ...listening, ...(seeded > 0 && { note: `${seeded} records seeded` }) };
}
