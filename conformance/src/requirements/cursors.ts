import { encodeCursor, hashFilter, orderToken } from '@kopru/schema';
import { forEachKind, inspect, notApplicable, show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { defaultOrder } from '../target.ts';

/** The cursors of rows. */
export const cursors: Requirement[] = [
  {
    id: 'SVB8',
    level: 'MUST',
    title: 'makes cursors of order, sort key, id and filter hash as in the test vectors',
    check: forEachKind((_, kind, { rows }) => {
      const order = orderToken(kind.page, defaultOrder(kind));
      return inspect(rows, ({ cursor, position, node }) => {
        const expected = encodeCursor({
          order,
          key: position?.key ?? null,
          id: node.id,
          filter: hashFilter({}),
        });
        return cursor === expected
          ? null
          : `${kind.page}: expected the cursor ${expected} for ${node.id}, but got ${cursor}`;
      });
    }),
  },
  {
    id: 'J4CM',
    level: 'MUST',
    title: "puts the hash of the filter's sorted JSON into its cursors",
    check: forEachKind(async (target, kind, { rows }) => {
      if (rows.length === 0) return notApplicable;
      const where = {
        registries: [await target.code()],
        and: [{ registries: [await target.code()] }],
      };
      const page = await target.page(kind, { where, first: 1 });
      const expected = hashFilter(where);
      return inspect(page.rows, ({ position }) =>
        position?.filter === expected
          ? null
          : `${kind.page}: expected the filter hash ${expected}, but got ${show(position?.filter)}`,
      );
    }),
  },
];
