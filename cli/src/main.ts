#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Exit codes: 0 done, 1 refused, 2 called wrongly, 3 done in part, 70 a fault of the program,
// 130 interrupted.

// graphql reads this when it is imported. Otherwise it checks every type for a second copy of
// itself, which slows the servers.
process.env.NODE_ENV ??= 'production';
// @apollo/gateway reads this when it is imported. Otherwise it reports to its maker's servers.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
// Compiling would take half the time of a short command. With an empty name, Node would put the
// cache into the current folder.
enableCompileCache(process.env.KOPRU_COMPILE_CACHE || undefined);
const { exitOnBrokenPipe } = await import('./outcome.ts');
const { createProgram } = await import('./program.ts');
exitOnBrokenPipe();
await (await createProgram(process.argv[2])).parseAsync();
