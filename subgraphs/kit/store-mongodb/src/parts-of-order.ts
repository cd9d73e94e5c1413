import { coarseBin, endOf, fineBin, lastOf, addStored, levels } from '@kopru/store/postings';
import type { OrderPart } from '@kopru/store/postings';
import type { PageRequest } from '@kopru/store';
import { postingPrefix } from './postings.ts';
import { readPostings, stretchBetween } from './read-postings.ts';
import type { View } from './view.ts';

export type Parts = AsyncIterable<OrderPart<Parts>>;

/** The bins of the order from the position on, in its direction, and at last the records without a key. */
export async function* partsOfOrder(
  view: View,
  request: PageRequest,
): AsyncGenerator<OrderPart<Parts>> {
  if (request.after?.key !== null) {
    for await (const { bin, members } of bins(view, request, 'orderCoarse')) {
      yield {
        part: { from: bin, to: lastOf(bin, coarseBin) },
        members,
        async *finer() {
          for await (const fine of bins(view, request, 'orderFine', bin))
            yield {
              part: { from: fine.bin, to: lastOf(fine.bin, fineBin) },
              members: fine.members,
            };
        },
      };
    }
  }
  const members = new Map<number, Uint32Array>();
  const posting = postingPrefix(request.kind, request.order.field, levels.missing);
  for await (const { chunk, numbers } of readPostings(view, [{ posting }]))
    addStored(members, chunk, numbers);
  yield { part: { missing: true }, members };
}

interface Bin {
  bin: string;
  members: Map<number, Uint32Array>;
}

/** Those of a level, or of it those within a coarser one. */
async function* bins(
  view: View,
  { kind, order, after }: PageRequest,
  level: 'orderCoarse' | 'orderFine',
  within?: string,
): AsyncGenerator<Bin> {
  const prefix = postingPrefix(kind, order.field, levels[level]);
  const isUp = order.direction === 'ASC';
  const from =
    after?.key == null ? undefined : (level === 'orderCoarse' ? coarseBin : fineBin)(after.key);
  const [lowest = '', highest = endOf('\u007f')] =
    within === undefined ? [] : [within, endOf(within)];
  const bounds = {
    gte: isUp && from !== undefined && from > lowest ? from : lowest,
    lte: !isUp && from !== undefined && from < highest ? from : highest,
  };
  let current: Bin | undefined;
  for await (const { posting, chunk, numbers } of readPostings(
    view,
    [stretchBetween(prefix, bounds)],
    isUp ? 1 : -1,
  )) {
    const bin = posting.slice(prefix.length);
    // One that is a whole key is the beginning of others, which are not in it.
    if (within !== undefined && coarseBin(bin) !== within) continue;
    if (current !== undefined && current.bin !== bin) yield current;
    if (current?.bin !== bin) current = { bin, members: new Map() };
    addStored(current.members, chunk, numbers);
  }
  if (current) yield current;
}
