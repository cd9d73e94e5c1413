import type { RecordKindName, Filter } from '@kopru/records';
import {
  fineBin,
  addStored,
  findMatches,
  exactly,
  levels,
  perhaps,
  wholeKind,
} from '@kopru/store/postings';
import type { Closeness, Level, Matches, PostingRead, PostingValues } from '@kopru/store/postings';
import { postingPrefix } from './postings.ts';
import { isIn, readPostings, stretchBetween } from './read-postings.ts';
import type { PostingRow, Stretch } from './read-postings.ts';
import type { View } from './view.ts';

/** The records of a kind that match, by the postings, which are asked for all at once. */
export async function findMatching(
  view: View,
  kind: RecordKindName,
  filter: Filter,
  closeness: Closeness,
): Promise<Matches> {
  const asked = new Map<string, Kept>();
  const note = (read: PostingRead): Matches => {
    asked.set(JSON.stringify(read), keptFor(view, kind, read));
    return nothing;
  };
  findMatches(filter, note, closeness);
  const stretches = [...asked.values()].flatMap((kept) => kept.stretches);
  const rows = await Array.fromAsync(readPostings(view, stretches));
  const byPosting = Map.groupBy(rows, ({ posting }) => posting);
  return findMatches(
    filter,
    (read) => matchesIn(asked.get(JSON.stringify(read)), rows, byPosting),
    closeness,
  );
}

const nothing = exactly(new Map());

/** Postings that hold every record of those asked for, and whether no others. */
interface Kept {
  stretches: Stretch[];
  exact: boolean;
}

/** Of parts alone nothing is kept, and by value only the fields whose values many records share. */
function keptFor(
  view: View,
  kind: RecordKindName,
  { field, levels: asked, ...values }: PostingRead,
): Kept {
  const exact = asked.some((level) => ofRecords[level] === undefined);
  const [level = levels.value] = asked.map((each) => ofRecords[each] ?? each);
  const isKept = level !== levels.value || field === wholeKind || view.isShared(kind, field);
  return isKept
    ? { stretches: stretchesOf(postingPrefix(kind, field, level), values), exact }
    : {
        stretches: stretchesOf(postingPrefix(kind, field, levels.fine), binsOf(values)),
        exact: false,
      };
}

const ofRecords: Readonly<Partial<Record<Level, Level>>> = {
  [levels.partValue]: levels.value,
  [levels.partCoarse]: levels.coarse,
  [levels.partFine]: levels.fine,
};

/** Those in which the values lie, whole. */
function binsOf(values: PostingValues): PostingValues {
  if ('values' in values) return { values: values.values.map(fineBin) };
  const [lowest, highest] = [values.gte ?? values.gt, values.lte ?? values.lt];
  return {
    ...(lowest !== undefined && { gte: fineBin(lowest) }),
    ...(highest !== undefined && { lte: fineBin(highest) }),
  };
}

const stretchesOf = (prefix: string, values: PostingValues): Stretch[] =>
  'values' in values
    ? [...new Set(values.values)].map((value) => ({ posting: prefix + value }))
    : [stretchBetween(prefix, values)];

function matchesIn(
  kept: Kept | undefined,
  rows: readonly PostingRow[],
  byPosting: ReadonlyMap<string, readonly PostingRow[]>,
): Matches {
  const bits = new Map<number, Uint32Array>();
  for (const stretch of kept?.stretches ?? []) {
    const found =
      'posting' in stretch
        ? (byPosting.get(stretch.posting) ?? [])
        : rows.filter((row) => isIn(row, stretch));
    for (const { chunk, numbers } of found) addStored(bits, chunk, numbers);
  }
  return kept?.exact === true ? exactly(bits) : perhaps(bits);
}
