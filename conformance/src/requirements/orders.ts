import { comparePositions } from '@kopru/schema';
import type { KindShape } from '../contract-shapes.ts';
import { inspect, inspectEach, notApplicable, forEachKind, single, show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Row, Target } from '../target.ts';
import { sortKeys } from './sort-keys.ts';

const directions = ['ASC', 'DESC'] as const;
const keyOf = (row: Row, field: string): string | null => sortKeys[field]?.(row.node) ?? null;

const ofOrders = (
  check: (
    target: Target,
    kind: KindShape,
    rows: Row[],
    order: { field: string; direction: 'ASC' | 'DESC' },
  ) => Finding,
) =>
  forEachKind((target, kind, scan) =>
    scan.rows.length < 2
      ? notApplicable
      : inspectEach(
          kind.orders.flatMap((field) => directions.map((direction) => ({ field, direction }))),
          async (order) => {
            const { rows } = await target.page(kind, {
              orderBy: order,
              selection: kind.selection,
            });
            return check(target, kind, rows, order);
          },
        ),
  );

/** The order of rows, for each order of each kind, in both directions. */
export const orders: Requirement[] = [
  {
    id: 'RFUM',
    level: 'MUST',
    title:
      "puts the contract's sort key of each record into its cursor: fold keys, dates, numbers, instants",
    check: ofOrders((_, kind, rows, { field }) =>
      inspect(rows, (row) => {
        const expected = keyOf(row, field);
        return row.position?.key === expected
          ? null
          : `${kind.page} by ${field}: expected the key ${show(expected)} for ${row.node.id}, ` +
              `but got ${show(row.position?.key)}`;
      }),
    ),
  },
  {
    id: 'GZ3S',
    level: 'MUST',
    title:
      'orders rows by the bytes of their sort keys, ascending and descending, whatever the script',
    check: ofOrders((_, kind, rows, { field, direction }) => {
      const positions = rows.map((row) => ({ key: keyOf(row, field), id: row.node.id }));
      // Equal and missing keys are skipped: they have requirements of their own.
      const full = rows.filter((_row, index) => positions[index]?.key !== null);
      const keys = full.map((row) => ({ key: keyOf(row, field), id: '' }));
      const wrong = keys.findIndex(
        (key, index) =>
          index > 0 &&
          key.key !== keys[index - 1]?.key &&
          comparePositions(keys[index - 1] ?? key, key, direction) > 0,
      );
      return single(
        wrong < 0
          ? null
          : `${kind.page} by ${field} ${direction}: ` +
              `expected ${String(full[wrong]?.node.id)} before ${String(full[wrong - 1]?.node.id)}`,
      );
    }),
  },
  {
    id: '9RJR',
    level: 'MUST',
    title: 'puts rows without a value last, in both directions',
    check: ofOrders((_, kind, rows, { field, direction }) => {
      const isMissing = rows.map((row) => keyOf(row, field) === null);
      const firstMissing = isMissing.indexOf(true);
      if (firstMissing < 0) return notApplicable;
      const wrong = rows.find((_row, index) => index > firstMissing && !isMissing[index]);
      return single(
        wrong
          ? `${kind.page} by ${field} ${direction}: expected ${wrong.node.id} before rows without a value`
          : null,
      );
    }),
  },
  {
    id: 'SZEF',
    level: 'MUST',
    title: 'orders rows of equal keys by ascending id, in both directions',
    check: ofOrders((_, kind, rows, { field, direction }) => {
      const pairs = rows
        .slice(1)
        .map((row, index) => [rows[index], row] as const)
        .filter(([before, row]) => before && keyOf(before, field) === keyOf(row, field));
      return inspect(pairs, ([before, row]) =>
        before && before.node.id < row.node.id
          ? null
          : `${kind.page} by ${field} ${direction}: expected ${row.node.id} before ${String(before?.node.id)}`,
      );
    }),
  },
];
