import { chunkOf } from '@kopru/store/postings';
import type { PostingBounds } from '@kopru/store/postings';
import type { PostingDocument } from './model.ts';
import { behindChunks, postingId, readPostingId } from './postings.ts';
import type { View } from './view.ts';

/** Stored chunks by their ids: of one posting, or from one id on and before another. */
export type Stretch = { posting: string } | { from: string; before: string };

export interface PostingRow {
  id: string;
  posting: string;
  chunk: number;
  numbers: Uint8Array;
}

/** Of ASCII values between bounds. */
export function stretchBetween(prefix: string, { gt, gte, lt, lte }: PostingBounds): Stretch {
  return {
    from: gt === undefined ? prefix + (gte ?? '') : prefix + gt + behindChunks,
    before:
      lt === undefined
        ? lte === undefined
          ? `${prefix}\u007f\u007f`
          : prefix + lte + behindChunks
        : prefix + lt,
  };
}

export const isIn = ({ id }: PostingRow, stretch: Extract<Stretch, { from: string }>): boolean =>
  id >= stretch.from && id < stretch.before;

/** Before the driver asks the server for more. */
const atOnce = 1_000;

/** In no order, or `way` along the ids of one stretch. */
export async function* readPostings(
  view: View,
  stretches: readonly Stretch[],
  way?: 1 | -1,
): AsyncGenerator<PostingRow> {
  if (stretches.length === 0) return;
  const chunks = Array.from(
    { length: chunkOf(view.state?.nextNumber ?? 0) + 1 },
    (_, chunk) => chunk,
  );
  const ids = new Set(
    stretches.flatMap((each) =>
      'posting' in each ? chunks.map((chunk) => postingId(each.posting, chunk)) : [],
    ),
  );
  const ranges = stretches.flatMap((each) =>
    'posting' in each ? [] : [{ _id: { $gte: each.from, $lt: each.before } }],
  );
  for (const match of matchesOf([...ids], ranges)) yield* readMatch(view, match, way);
}

/** A list of ids too long for one question is asked for in several. */
const idsAtOnce = 20_000;

function matchesOf(ids: readonly string[], ranges: readonly object[]): object[] {
  const lists = Array.from({ length: Math.ceil(ids.length / idsAtOnce) }, (_, index) => ({
    _id: { $in: ids.slice(index * idsAtOnce, (index + 1) * idsAtOnce) },
  }));
  const [first, ...more] = lists;
  const [only, ...others] = [...(first ? [first] : []), ...ranges];
  return [...(only ? [others.length === 0 ? only : { $or: [only, ...others] }] : []), ...more];
}

async function* readMatch(
  view: View,
  match: object,
  way: 1 | -1 | undefined,
): AsyncGenerator<PostingRow> {
  view.last.found = false;
  view.observe({
    collection: view.postings.collection.name,
    match,
    index: '_id_',
    ...(way && { sort: { _id: way } }),
  });
  const found = view.postings.collection.find(match as never, {
    ...view.options,
    hint: '_id_',
    batchSize: atOnce,
    promoteBuffers: true,
    ...(way && { sort: { _id: way } }),
  });
  for await (const row of found) {
    const { _id: id, numbers } = row as unknown as Omit<PostingDocument, 'numbers'> & {
      numbers: Uint8Array;
    };
    yield { id, ...readPostingId(id), numbers };
  }
}
