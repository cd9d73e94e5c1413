export { findMongod } from './binary.ts';
export { describeWithMongo } from './describe.ts';
export type { Mongo, OwnMongo } from './start.ts';
export { startMongo, startOwnMongo } from './start.ts';
