import mongoose from 'mongoose';
import { indexVersion, kinds } from '@kopru/records';
import type { RecordKindName, StoredRecord } from '@kopru/records';
import type { ReadStore, Store } from '@kopru/store';
import { connect, defaultSelectionMs } from './connect.ts';
import { loadBatches } from './load.ts';
import { readCount } from './read-count.ts';
import { readFacts } from './read-facts.ts';
import { readPage } from './read-page.ts';
import { reindex } from './reindex.ts';
import type { IsShared } from './terms.ts';
import { withView } from './view.ts';
import type { Database, Observer, View } from './view.ts';
import { applyWrites } from './write.ts';

export interface MongoOptions {
  observe?: Observer;
  /** Orders that get an index: those of the kinds. */
  orders?: readonly string[];
  /** Fields that these indexes hold: those of the kinds. */
  isShared?: IsShared;
  /** How long a load may be silent before it is taken for dead. */
  leaseMs?: number;
  /** How long a server is looked for. */
  selectionMs?: number;
}

/** How long a question may take that comes without a deadline. */
const defaultMs = 30_000;

/** A replica set or a sharded cluster of MongoDB, 6.0 or newer. */
export async function openMongoStore(url: string, options: MongoOptions = {}): Promise<Store> {
  const {
    observe = () => {},
    orders = ordersOfKinds,
    isShared = isSharedOfKinds,
    leaseMs = 30_000,
    selectionMs = defaultSelectionMs,
  } = options;
  const database: Database = {
    ...(await connect(url, selectionMs)),
    orders,
    isShared,
    leaseMs,
    observe,
  };
  let last: Promise<unknown> = Promise.resolve();
  /** Of this process one batch at a time: they would only make each other begin again. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    ...reads(database, () => defaultMs),
    until: (deadlineAt) =>
      reads(database, () => Math.max(1, Math.ceil(deadlineAt - performance.now()))),
    apply: (writes, after) => inTurn(() => applyWrites(database, writes, after)),
    load: (batches) => inTurn(() => loadBatches(database, batches)),
    reindex: (version, indexOf) => inTurn(() => reindex(database, version, indexOf)),
    close: () => database.connection.close(),
  };
}

const sharedOfKinds = new Set(
  kinds.flatMap(({ name, filters }) =>
    Object.values(filters).flatMap(({ shared = [] }) => shared.map((field) => `${name} ${field}`)),
  ),
);
const isSharedOfKinds: IsShared = (kind, field) => sharedOfKinds.has(`${kind} ${field}`);

const ordersOfKinds = [...new Set(kinds.flatMap(({ orders }) => Object.keys(orders)))];

function reads(database: Database, msLeft: () => number): ReadStore {
  const read = <T>(work: (view: View) => Promise<T>): Promise<T> =>
    withView(database, msLeft(), work);
  return {
    getMany: (ids) =>
      read(async ({ records, options, last }) => {
        const rows = await records
          .find({ _id: mongoose.trusted({ $in: ids }) }, { doc: 1 }, options)
          .lean();
        last.found = rows.length > 0;
        const found = new Map(rows.map(({ _id, doc }) => [_id, doc]));
        return ids.map((id) => found.get(id) ?? null);
      }),
    scan: (after, first) =>
      read(async ({ records, options }) => {
        if (first === 0) return [];
        const behind = mongoose.trusted({ $gt: after });
        const rows = await records
          .find({ _id: behind }, { doc: 1 }, { ...options, sort: { _id: 1 }, limit: first })
          .lean();
        return rows.map(({ doc }) => doc);
      }),
    page: (request) => read((view) => readPage(view, request)),
    count: (kind, filter) => read((view) => readCount(view, kind, filter)),
    facts: (kind, filter) => readFacts(database, msLeft, kind, filter),
    lists: ({ kind, field, values, order, first }) =>
      read(async (view) => {
        const pages = new Map<string, StoredRecord[]>();
        for (const value of new Set(values)) {
          const { rows } = await readPage(view, {
            kind,
            filter: { field, oneOf: [value] },
            order,
            first,
          });
          pages.set(
            value,
            rows.map(({ record }) => record),
          );
        }
        return values.map((value) => pages.get(value) ?? []);
      }),
    changesSince: (sequence, first) =>
      read(async ({ models, state, options }) => {
        if (first === 0) return [];
        const within = mongoose.trusted({ $gt: sequence, $lte: state?.sequence ?? 0 });
        const rows = await models.changes
          .find({ _id: within }, null, { ...options, sort: { _id: 1 }, limit: first })
          .lean();
        return rows.map(({ _id, kind, id, event, at, successor }) => ({
          sequence: _id,
          kind,
          id,
          event,
          at,
          // Of an older Köprü it has none.
          successor: successor ?? null,
        }));
      }),
    summary: () =>
      read(({ state }) => {
        const counts = Object.entries(state?.counts ?? {}) as [RecordKindName, number][];
        return Promise.resolve({
          counts: counts
            .filter(([, count]) => count > 0)
            .map(([kind, count]) => ({ kind, count }))
            .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
          asOf: state?.asOf ?? null,
          sequence: state?.sequence ?? 0,
          indexVersion: state ? (state.index ?? 1) : indexVersion,
        });
      }),
  };
}
