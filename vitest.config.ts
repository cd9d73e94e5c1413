import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Apollo's packages load graphql as CommonJS, as Node itself does; one process must not hold it twice.
  resolve: {
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    // Real processes and sockets share two cores with the rest: generous, so that only a hang fails.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than cores: many tests wait for a process.
    maxWorkers: 3,
    env: { APOLLO_TELEMETRY_DISABLED: 'true' },
  },
});
