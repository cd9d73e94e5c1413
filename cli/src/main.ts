#!/usr/bin/env node
// npx kopru: what an agency does with its registry from a shell. Exit codes: 0 done, 1 refused, 2 called wrongly.

// Read when graphql is imported: it checks every type for a second copy of itself otherwise, which slows the servers.
process.env.NODE_ENV ??= 'production';
const { program } = await import('./program.ts');
await program.parseAsync();
