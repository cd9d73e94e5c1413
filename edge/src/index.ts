export { createApolloServer } from './apollo.ts';
export type { ApolloParts } from './apollo.ts';
export { listen, ListenError } from './listen.ts';
export type { Listening } from './listen.ts';
export type { Explorer, SavedQuestion } from './explorer.ts';
export { createApp } from './app.ts';
export { runServer } from './run-server.ts';
