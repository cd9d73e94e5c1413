export { openMongoStore } from './mongo-store.ts';
