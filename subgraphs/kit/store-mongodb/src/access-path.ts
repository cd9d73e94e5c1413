import type { RecordKindName } from '@kopru/records';
import type { FieldCondition, Filter } from '@kopru/records';
import { matchTerm } from './compile-filter.ts';
import type { Match } from './compile-filter.ts';
import { indexes } from './indexes.ts';
import { countRecords } from './session.ts';
import type { Snapshot } from './session.ts';

/** Conditions of which each record that matches the filter meets one. An index enters by them. */
export type AccessPath = readonly FieldCondition[];

/** The server merges so many ranges of an index into one order. */
const maxMerged = 50;

/** The access paths of the conditions that must hold. */
export function accessPathsOf(filter: Filter): AccessPath[] {
  if ('all' in filter) return filter.all.flatMap(accessPathsOf);
  if ('onePart' in filter) return filter.onePart.map((condition) => [condition]);
  if ('field' in filter) return [[filter]];
  if (!('any' in filter)) return [];
  const branches = filter.any.map((branch) => accessPathsOf(branch)[0]);
  return branches.every((path) => path !== undefined) ? [branches.flat()] : [];
}

/** Whether the index of an order can be scanned along the path. */
export const isScannable = (
  path: AccessPath,
  { isShared }: Snapshot,
  kind: RecordKindName,
): boolean =>
  path.every((each) => 'oneOf' in each && isShared(kind, each.field)) &&
  path.some((each) => 'oneOf' in each && each.oneOf.length > 0) &&
  path.reduce((sum, each) => sum + ('oneOf' in each ? each.oneOf.length : 0), 0) <= maxMerged;

/** Whether the path asks for values that few records share, such as identifiers. */
export const isRare = (path: AccessPath, { isShared }: Snapshot, kind: RecordKindName): boolean =>
  path.every((each) => 'oneOf' in each && !isShared(kind, each.field));

/** A query that enters the index of terms, or of shared terms; by the kind without a path. */
export function matchPath(
  kind: RecordKindName,
  path: AccessPath | null,
  terms: 'index.terms' | 'index.shared' = 'index.terms',
): Match {
  if (path === null) return { [terms]: kind };
  const [only, ...others] = path.map((each) => ({ [terms]: matchTerm(kind, each) }));
  if (only && others.length === 0) return only;
  const equal = path.filter((each) => 'oneOf' in each);
  if (equal.length < path.length)
    return { $or: path.map((each) => matchPath(kind, [each], terms)) };
  // As one condition, so that the server can merge its ranges.
  const values = equal.map((each) => matchTerm(kind, each) as { $in: string[] });
  return { [terms]: { $in: [...new Set(values.flatMap(({ $in }) => $in))] } };
}

/** Estimates each path, up to a limit: the one with the fewest candidates, or null. */
export async function findFewest(
  snapshot: Snapshot,
  kind: RecordKindName,
  paths: readonly AccessPath[],
  limit: number,
): Promise<AccessPath | null> {
  const counts = await Promise.all(
    paths.map(async (path) => ({
      path,
      count: await countRecords(snapshot, matchPath(kind, path), indexes.terms, limit + 1),
    })),
  );
  const [fewest] = counts.filter(({ count }) => count <= limit).sort((a, b) => a.count - b.count);
  return fewest?.path ?? null;
}
