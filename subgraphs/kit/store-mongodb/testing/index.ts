export { findMongod } from './binary.ts';
export { describeWithMongo } from './describe.ts';
export type { Mongo } from './start.ts';
export { startMongo } from './start.ts';
