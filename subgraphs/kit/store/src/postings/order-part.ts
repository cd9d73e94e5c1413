import { countBits, intersect } from './bits.ts';
import type { Bits } from './bits.ts';

/** A part of an order: the keys from one to another, or the records without a key. */
export type Part = { from: string; to: string } | { missing: true };

/** `Finer`: the same in smaller parts. */
export interface OrderPart<Finer> {
  part: Part;
  /** The records in it. */
  members: Bits;
  /** Where there are such. */
  finer?: () => Finer;
}

/** What an adapter's database takes. */
export interface Costs {
  /** To sort one record takes as long as so many steps along the order. */
  stepsOfSorting: number;
  /** A part that would take more steps is gone through in smaller ones. */
  manySteps: number;
}

/** How a part of an order is gone through for the rows wanted: which of its records may match, and what takes the least. */
export function planPart<Finer>(
  { members, finer }: OrderPart<Finer>,
  matching: Bits,
  wanted: number,
  { stepsOfSorting, manySteps }: Costs,
): { by: 'nothing' | 'finer' | 'sorting' | 'walking'; inPart: Bits } {
  const inPart = intersect(matching, members);
  const count = countBits(inPart);
  if (count === 0) return { by: 'nothing', inPart };
  const walking = (wanted * countBits(members)) / count;
  const sorting = count * stepsOfSorting;
  if (Math.min(walking, sorting) > manySteps && finer) return { by: 'finer', inPart };
  return { by: sorting < walking ? 'sorting' : 'walking', inPart };
}
