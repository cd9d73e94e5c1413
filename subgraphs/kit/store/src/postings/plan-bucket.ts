import { countBits, intersect } from './bitmap.ts';
import type { Bits } from './bitmap.ts';

/** A range of an order: the keys from one to another, both included, or the records without a key. */
export type Part = { from: string; to: string } | { missing: true };

/** A bucket of an order and its records. */
export interface OrderPart<Finer> {
  part: Part;
  members: Bits;
  /** Reads the same range in smaller buckets; absent for the smallest. */
  finer?: () => Finer;
}

/** The costs of an adapter's database, in steps along an order index. */
export interface Costs {
  /** The steps that cost as much as sorting one record. */
  stepsOfSorting: number;
  /** A bucket that would take more steps is divided into smaller ones. */
  manySteps: number;
}

/** Chooses how to read `wanted` rows from a bucket: not at all, in finer buckets, by sorting its matches, or by scanning its range. */
export function planPart<Finer>(
  { members, finer }: OrderPart<Finer>,
  matching: Bits,
  wanted: number,
  { stepsOfSorting, manySteps }: Costs,
): { by: 'nothing' | 'finer' | 'sorting' | 'walking'; inPart: Bits } {
  const inPart = intersect(matching, members);
  const count = countBits(inPart);
  if (count === 0) return { by: 'nothing', inPart };
  const scanning = (wanted * countBits(members)) / count;
  const sorting = count * stepsOfSorting;
  if (Math.min(scanning, sorting) > manySteps && finer) return { by: 'finer', inPart };
  return { by: sorting < scanning ? 'sorting' : 'walking', inPart };
}
