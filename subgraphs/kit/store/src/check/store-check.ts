import type { ReadStore } from '../store.ts';

export interface StoreProblem {
  /** The id of the record, or null if the problem is about several. */
  id: string | null;
  expected: string;
  found: string;
}

/** The state that the steps of one check share. */
export interface StoreCheck {
  store: ReadStore;
  /** The kind of each record read so far, by id. */
  stored: Map<string, string>;
  /** One of this many records is looked up by all of its terms. */
  sampleEvery: number;
  report: (problem: StoreProblem) => void;
  /** Reports progress. */
  step: () => void;
}

/** How many rows or changes one call reads. */
export const batchSize = 1_000;

export const countOfKind = (stored: StoreCheck['stored'], kind: string): number =>
  stored.values().reduce((sum, each) => sum + (each === kind ? 1 : 0), 0);
