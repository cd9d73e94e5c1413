import { countNumbers, intersect } from './bitmap.ts';
import type { Bitmap } from './bitmap.ts';

/**
 * A range of an order: the keys from one to another, both included, or the records without a key.
 */
export type Part = { from: string; to: string } | { missing: true };

/** A bucket of an order and its records. */
export interface OrderBucket<Finer> {
  part: Part;
  members: Bitmap;
  /** Reads the same range in smaller buckets; absent for the smallest. */
  finer?: () => Finer;
}

/** The costs of an adapter's database, in steps along an order index. */
export interface ScanCosts {
  /** The steps that cost as much as sorting one record. */
  stepsPerSort: number;
  /** A bucket that would take more steps is divided into smaller ones. */
  scanBudget: number;
}

/**
 * Chooses how to read `wanted` rows from a bucket: not at all, in finer buckets, by sorting its
 * matches, or by scanning its range.
 */
export function planBucket<Finer>(
  { members, finer }: OrderBucket<Finer>,
  matching: Bitmap,
  wanted: number,
  { stepsPerSort, scanBudget }: ScanCosts,
): { by: 'nothing' | 'finer' | 'sorting' | 'scanning'; inPart: Bitmap } {
  const inPart = intersect(matching, members);
  const count = countNumbers(inPart);
  if (count === 0) return { by: 'nothing', inPart };
  const scanning = (wanted * countNumbers(members)) / count;
  const sorting = count * stepsPerSort;
  if (Math.min(scanning, sorting) > scanBudget && finer) return { by: 'finer', inPart };
  return { by: sorting < scanning ? 'sorting' : 'scanning', inPart };
}
