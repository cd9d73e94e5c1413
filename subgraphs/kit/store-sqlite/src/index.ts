/** Opens the store; see openSqliteStore. The port is `Store` of @kopru/store. */
export { openSqliteStore } from './sqlite-store.ts';
/** Copies a database file while it is in use. */
export { backUpDatabase } from './back-up.ts';
