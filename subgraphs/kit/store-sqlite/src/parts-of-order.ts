import type { PageRequest } from '@kopru/store';
import { coarseBin, endOf, fineBin, lastOf, addStored, levels } from '@kopru/store/postings';
import type { OrderPart } from '@kopru/store/postings';
import type { CodeOf } from './compile-filter.ts';
import type { Database } from './database.ts';
import { createPostingReader } from './postings.ts';

export type Parts = Iterable<OrderPart<Parts>>;

/** The bins of the order from the position on, in its direction, and at last the records without a key. */
export function* partsOfOrder(
  database: Database,
  codeOf: CodeOf,
  request: PageRequest,
): Generator<OrderPart<Parts>> {
  const { order, after } = request;
  if (after?.key !== null) {
    for (const { bin, members } of bins(database, codeOf, request, 'orderCoarse')) {
      yield {
        part: { from: bin, to: lastOf(bin, coarseBin) },
        members,
        *finer() {
          for (const fine of bins(database, codeOf, request, 'orderFine', bin))
            yield {
              part: { from: fine.bin, to: lastOf(fine.bin, fineBin) },
              members: fine.members,
            };
        },
      };
    }
  }
  const read = createPostingReader(database, codeOf);
  yield {
    part: { missing: true },
    members: read({ field: order.field, levels: [levels.missing], values: [''] }).bits,
  };
}

interface Bin {
  bin: string;
  members: Map<number, Uint32Array>;
}

/** Those of a level, or of it those within a coarser one. */
function* bins(
  database: Database,
  codeOf: CodeOf,
  { order, after }: PageRequest,
  level: 'orderCoarse' | 'orderFine',
  within?: string,
): Generator<Bin> {
  const binOf = level === 'orderCoarse' ? coarseBin : fineBin;
  const [sign, way] = order.direction === 'ASC' ? ['>=', 'ASC'] : ['<=', 'DESC'];
  const from = after?.key == null ? [] : [binOf(after.key)];
  const conditions = [
    ...from.map(() => `AND value ${sign} ?`),
    ...(within === undefined ? [] : ['AND value >= ? AND value <= ?']),
  ];
  const rows = database.rows(
    `SELECT value, chunk, numbers FROM posting WHERE field = ? AND level = ? ${conditions.join(' ')} ORDER BY value ${way}`,
    [
      codeOf(order.field),
      levels[level],
      ...from,
      ...(within === undefined ? [] : [within, endOf(within)]),
    ],
  );
  let current: Bin | undefined;
  for (const [cell, chunk, numbers] of rows) {
    const bin = String(cell);
    // One that is a whole key is the beginning of others, which are not in it.
    if (within !== undefined && coarseBin(bin) !== within) continue;
    if (current !== undefined && current.bin !== bin) yield current;
    if (current?.bin !== bin) current = { bin, members: new Map() };
    addStored(current.members, Number(chunk), numbers as Uint8Array);
  }
  if (current) yield current;
}
