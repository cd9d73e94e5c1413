import { parentPort, workerData } from 'node:worker_threads';
import { parse } from 'graphql';
import { compose } from './compose.ts';

/** The subgraphs by name, as SDL: documents are too big to copy between threads. */
export interface ComposeInput {
  inProcess: readonly { name: string; sdl: string }[];
  extensions: readonly { code: string; sdl: string }[];
}

const { inProcess, extensions } = workerData as ComposeInput;
const composed = await compose(
  inProcess.map(({ name, sdl }) => ({ name, typeDefs: parse(sdl) })),
  new Map(extensions.map(({ code, sdl }) => [code, parse(sdl)])),
);
parentPort?.postMessage(composed);
