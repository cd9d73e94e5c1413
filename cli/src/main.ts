#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// npx kopru: what an agency does with its registry from a shell. Exit codes: 0 done, 1 refused, 2 called wrongly, 3 done in part, 70 a fault of
// its own, 130 interrupted.

// Read when graphql is imported: it checks every type for a second copy of itself otherwise, which slows the servers.
process.env.NODE_ENV ??= 'production';
// Half of a short command's time would go into compiling. An empty name would put the cache into the folder it was called in.
enableCompileCache(process.env.KOPRU_COMPILE_CACHE || undefined);
const { endWithItsReader } = await import('./outcome.ts');
const { program } = await import('./program.ts');
endWithItsReader();
await program.parseAsync();
