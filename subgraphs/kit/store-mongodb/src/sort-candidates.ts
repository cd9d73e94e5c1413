import type { PageRequest, PageRow } from '@kopru/store';
import { testFilter } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { readDocument, storedKey } from './documents.ts';
import type { ReadDocument } from './documents.ts';
import { indexes, keyPath } from './indexes.ts';
import { readRecords } from './session.ts';
import type { Snapshot } from './session.ts';

export interface Candidates {
  match: Match;
  index: string;
  /** Every candidate matches. */
  isExact: boolean;
}

export const candidatesOf = (
  kind: string,
  numbers: readonly number[],
  isExact: boolean,
): Candidates => ({
  match: { kind, 'index.number': { $in: numbers } },
  index: indexes.numbers,
  isExact,
});

/** Tests all candidates unless they are exact, and gives the first rows in the order. */
export async function sortCandidates(
  snapshot: Snapshot,
  request: PageRequest,
  { match, index, isExact }: Candidates,
  limit: number,
): Promise<PageRow[]> {
  const { kind, filter, order, after } = request;
  const path = keyPath(order.field);
  const test = isExact ? [] : [testFilter(kind, filter)];
  const sort = async (range: Match, direction: 1 | -1, most: number): Promise<PageRow[]> => {
    const pipeline = [
      { $match: { $and: [match, range, isAfter(request), ...test] } },
      { $sort: { [path]: direction, _id: 1 } },
      { $limit: most },
      { $project: withoutIndex },
    ];
    const documents = await readRecords<ReadDocument>(snapshot, pipeline, index);
    return documents.map((document) => readDocument(document, order.field));
  };
  // Records without a key sort last anyway.
  if (order.direction === 'ASC') return sort({}, 1, limit);
  const missing = { [path]: storedKey(null) };
  const keyed =
    after?.key === null ? [] : await sort({ [path]: { $lt: missing[path] } }, -1, limit);
  if (keyed.length === limit) return keyed;
  return [...keyed, ...(await sort(missing, 1, limit - keyed.length))];
}

/** A projection that only excludes is cheap. The keys give the position of a row. */
export const withoutIndex = {
  'index.number': 0,
  'index.terms': 0,
  'index.shared': 0,
  'index.parts': 0,
  'index.facts': 0,
} as const;

function isAfter({ after, order }: PageRequest): Match {
  const path = keyPath(order.field);
  if (!after) return { [path]: { $gte: storedKey('') } };
  const sameKey = { [path]: storedKey(after.key), _id: { $gt: after.id } };
  if (after.key === null) return sameKey;
  const key = storedKey(after.key);
  return order.direction === 'ASC'
    ? { $or: [sameKey, { [path]: { $gt: key } }] }
    : { $or: [sameKey, { [path]: { $lt: key } }, { [path]: storedKey(null) }] };
}
