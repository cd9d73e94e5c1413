import { enableCompileCache } from 'node:module';

// graphql checks every type for a second copy of itself otherwise, which takes a good part of the hub's time.
process.env.NODE_ENV ??= 'production';
// The gateway would report to its maker's servers otherwise; it reads this when it is imported.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
// An empty name would put the cache into the folder the server was started in.
enableCompileCache(process.env.KOPRU_COMPILE_CACHE || undefined);
const { run } = await import('./run.ts');
await run(process.argv.slice(2), process.env);
