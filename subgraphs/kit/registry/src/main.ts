import { enableCompileCache } from 'node:module';

// graphql checks every type for a second copy of itself otherwise, which takes a good part of a registry's time.
process.env.NODE_ENV ??= 'production';
// Ten processes of one code: the second start of each finds it compiled.
// An empty name would put the cache into the folder the server was started in.
enableCompileCache(process.env.KOPRU_COMPILE_CACHE || undefined);
const { run } = await import('./run.ts');
await run(process.argv.slice(2), process.env);
