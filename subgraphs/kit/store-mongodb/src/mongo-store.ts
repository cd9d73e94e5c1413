import { kinds } from '@kopru/records';
import type { ReadStore, Store } from '@kopru/store';
import { applyWrites } from './apply.ts';
import { changesSince } from './changes-since.ts';
import { connect, defaultSelectionMs } from './connect.ts';
import type { Database } from './connect.ts';
import { countMatches } from './count.ts';
import { explainError } from './errors.ts';
import { readFacts } from './facts.ts';
import { getMany } from './get-many.ts';
import { readLists } from './lists.ts';
import { loadBatches } from './load.ts';
import { readPage } from './page.ts';
import { reindex } from './reindex.ts';
import { scan } from './scan.ts';
import { withSnapshot } from './session.ts';
import type { Snapshot } from './session.ts';
import { summarize } from './summary.ts';

export type MongoOptions = Partial<
  Pick<Database, 'onQuery' | 'orders' | 'isShared' | 'leaseMs' | 'maxDelta'>
> & {
  /** How long a primary is waited for outside of requests. */
  selectionMs?: number;
};

/** How long a read may take that has no deadline. */
const defaultDeadlineMs = 30_000;

/** Opens a replica set or a sharded cluster of MongoDB, 6.0 or newer. Throws a StoreError. */
export async function openMongoStore(url: string, options: MongoOptions = {}): Promise<Store> {
  const { selectionMs = defaultSelectionMs, ...given } = options;
  const database: Database = { ...defaults, ...given, ...(await connect(url, selectionMs)) };
  let last: Promise<unknown> = Promise.resolve();
  /** One write of this process at a time: two would only make each other begin again. */
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const done = last.then(write).catch((error: unknown) => {
      throw explainError(database.connection, error);
    });
    last = done.catch(() => undefined);
    return done;
  };
  return {
    ...createReads(database, () => defaultDeadlineMs),
    until: (deadlineAt) =>
      createReads(database, () => Math.max(1, Math.ceil(deadlineAt - performance.now()))),
    apply: (writes, after) => inTurn(() => applyWrites(database, writes, after)),
    load: (batches) => inTurn(() => loadBatches(database, batches)),
    reindex: (version, indexOf) => inTurn(() => reindex(database, version, indexOf)),
    close: () => database.connection.close(),
  };
}

const sharedFields = new Set(
  kinds.flatMap(({ name, filters }) =>
    Object.values(filters).flatMap(({ shared = [] }) => shared.map((field) => `${name} ${field}`)),
  ),
);

const defaults = {
  onQuery: () => undefined,
  orders: [...new Set(kinds.flatMap(({ orders }) => Object.keys(orders)))],
  isShared: (kind: string, field: string) => sharedFields.has(`${kind} ${field}`),
  leaseMs: 30_000,
  maxDelta: 2_000,
};

function createReads(database: Database, msLeft: () => number): ReadStore {
  const read = <T>(from: (snapshot: Snapshot) => Promise<T> | T): Promise<T> =>
    withSnapshot(database, msLeft(), async (snapshot) => from(snapshot));
  return {
    getMany: (ids) => read((snapshot) => getMany(snapshot, ids)),
    page: (request) => read((snapshot) => readPage(snapshot, request)),
    scan: (after, first) => read((snapshot) => scan(snapshot, after, first)),
    count: (kind, filter) => read((snapshot) => countMatches(snapshot, kind, filter)),
    facts: (kind, filter) => readFacts(database, msLeft(), kind, filter),
    lists: (request) => read((snapshot) => readLists(snapshot, request)),
    changesSince: (since, first) => read((snapshot) => changesSince(snapshot, since, first)),
    summary: () => read(summarize),
  };
}
