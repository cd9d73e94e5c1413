export { createApolloServer } from './apollo.ts';
export { createApp } from './app.ts';
export type { SavedQuery } from './explorer.ts';
export type { Listening } from './listen.ts';
export { ListenError, listen } from './listen.ts';
export { runServer } from './run-server.ts';
