export { backUpStore } from './back-up.ts';
export { migrateStore } from './migrate.ts';
export { openStore } from './open-store.ts';
export type { Registry } from './registry.ts';
export { createRegistry } from './registry.ts';
export { whereFilter } from './resolvers/where-filter.ts';
export { readSeed, seedIfEmpty } from './seed.ts';
export { serveRegistry } from './server.ts';
