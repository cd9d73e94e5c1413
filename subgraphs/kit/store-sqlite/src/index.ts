export { openSqliteStore } from './sqlite-store.ts';
export { backUpDatabase } from './back-up.ts';
