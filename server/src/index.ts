export { createApolloServer } from './apollo.ts';
export { createApp } from './app.ts';
export type { SavedQuery } from './explorer.ts';
export type { Listening } from './listen.ts';
export { listen } from './listen.ts';
export type { Started } from './run-server.ts';
export { runServer } from './run-server.ts';
