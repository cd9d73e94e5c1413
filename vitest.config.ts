import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Apollo's packages load graphql as CommonJS, as Node itself does. One process must not load it
  // twice.
  resolve: {
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', 'templates/**'],
    globalSetup: ['subgraphs/kit/store-mongodb/testing/share.ts'],
    // Generous, so that only a hang fails: real processes and sockets share two cores with all
    // other tests.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than there are cores: many tests wait for a process.
    maxWorkers: 3,
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  },
});
