import { encodeCursor, orderToken } from '@kopru/schema';
import { forEachKind, inspectEach, notApplicable, same, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { defaultOrder } from '../target.ts';
import type { GraphQLResponse, Row } from '../target.ts';

const ids = (rows: readonly Row[]): string[] => rows.map(({ node }) => node.id);
const codeOf = ({ errors }: GraphQLResponse): unknown => errors[0]?.extensions?.code;

/** Requests that continue at an unusual cursor or must be rejected, and the page's own report. */
export const pageRequests: Requirement[] = [
  {
    id: 'PRJG',
    level: 'MUST',
    title: 'continues after a cursor whose record no longer exists',
    check: forEachKind(async (target, kind, { rows }) => {
      const [row] = rows;
      if (!row?.position || rows.length < 2) return notApplicable;
      const cursor = encodeCursor({ ...row.position, id: `${row.node.id}.` });
      const { rows: rest } = await target.page(kind, { first: 2, after: cursor });
      const expected = ids(rows.slice(1, 3));
      return single(
        same(ids(rest), expected)
          ? null
          : `${kind.page}: expected ${show(expected)}, but got ${show(ids(rest))}`,
      );
    }),
  },
  {
    id: 'FARJ',
    level: 'MUST',
    title: 'rejects a page size over 200 or under 0 (PAGE_SIZE_OUT_OF_RANGE)',
    check: forEachKind(async (target, kind) =>
      inspectEach([201, -1], async (first) => {
        const { response } = await target.page(kind, { first });
        return single(
          codeOf(response) === 'PAGE_SIZE_OUT_OF_RANGE'
            ? null
            : `${kind.page}(first: ${first}): expected PAGE_SIZE_OUT_OF_RANGE, ` +
                `but got ${show(codeOf(response))}`,
        );
      }),
    ),
  },
  {
    id: 'JYVA',
    level: 'MUST',
    title:
      'rejects a malformed cursor (CURSOR_MALFORMED) and one of another order or filter (CURSOR_OF_ANOTHER_QUESTION)',
    check: forEachKind(async (target, kind, { rows }) => {
      const [row] = rows;
      if (!row?.position) return notApplicable;
      const code = await target.code();
      const other = encodeCursor({
        ...row.position,
        order: orderToken(kind.page, { ...defaultOrder(kind), direction: 'DESC' }),
      });
      const requests = [
        { after: 'nonsense', expected: 'CURSOR_MALFORMED' },
        { after: `${row.cursor}=`, expected: 'CURSOR_MALFORMED' },
        { after: other, expected: 'CURSOR_OF_ANOTHER_QUESTION' },
        {
          after: row.cursor,
          where: { registries: [code] },
          expected: 'CURSOR_OF_ANOTHER_QUESTION',
        },
      ];
      return inspectEach(requests, async ({ expected, ...request }) => {
        const { response } = await target.page(kind, request);
        return single(
          codeOf(response) === expected
            ? null
            : `${kind.page}: expected ${expected}, but got ${show(codeOf(response))}`,
        );
      });
    }),
  },
  {
    id: '94EH',
    level: 'MUST',
    title:
      "reports only itself in a connection's registries: its code, OK, and the number of rows returned",
    check: forEachKind(async (target, kind) => {
      const page = await target.page(kind, { first: 3 });
      const [report, ...others] = ((
        Object(page.response.data?.[kind.page]) as { registries?: unknown[] }
      ).registries ?? []) as { registry?: unknown; state?: unknown; returned?: unknown }[];
      const code = await target.code();
      const isRight =
        others.length === 0 &&
        report?.registry === code &&
        report.state === 'OK' &&
        report.returned === page.rows.length;
      return single(
        isRight
          ? null
          : `${kind.page}: expected one report of ${code} with ${page.rows.length} rows, ` +
              `but got ${show([report, ...others])}`,
      );
    }),
  },
];
