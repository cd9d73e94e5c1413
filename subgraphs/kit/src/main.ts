import { enableCompileCache } from 'node:module';

// Ten processes of one code: the second start of each finds it compiled.
enableCompileCache(process.env.KOPRU_COMPILE_CACHE);
const { run } = await import('./run.ts');
await run(process.argv.slice(2), process.env);
