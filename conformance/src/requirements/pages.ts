import { encodeCursor, hashFilter, orderToken } from '@kopru/schema';
import { inspect, inspectEach, nothing, ofKinds, one, same, show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { defaultOrder } from '../target.ts';
import type { Row } from '../target.ts';

const ids = (rows: readonly Row[]): string[] => rows.map(({ node }) => node.id);
const codeOf = (answer: { errors: { extensions?: { code?: unknown } }[] }): unknown =>
  answer.errors[0]?.extensions?.code;

export const pages: Requirement[] = [
  {
    id: 'SVB8',
    level: 'MUST',
    title:
      'makes cursors of (order, sort key, id, hash of the filter) as the vectors have them, so that any registry can go on from them',
    check: ofKinds((_, kind, { rows }) => {
      const order = orderToken(kind.page, defaultOrder(kind));
      return inspect(rows, ({ cursor, place, node }) => {
        const expected = encodeCursor({
          order,
          key: place?.key ?? null,
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
    title: 'hashes a filter into its cursors by its sorted JSON',
    check: ofKinds(async (subject, kind, { rows }) => {
      if (rows.length === 0) return nothing;
      const where = {
        registries: [await subject.code()],
        and: [{ registries: [await subject.code()] }],
      };
      const page = await subject.page(kind, { where, first: 1 });
      const expected = hashFilter(where);
      return inspect(page.rows, ({ place }) =>
        place?.filter === expected
          ? null
          : `${kind.page}: expected the filter hash ${expected}, but got ${show(place?.filter)}`,
      );
    }),
  },
  {
    id: 'WC8M',
    level: 'MUST',
    title: 'gives the same rows whatever the size of the pages, each exactly once',
    check: ofKinds(async (subject, kind, { rows }) => {
      const wanted = ids(rows).slice(0, 60);
      if (wanted.length === 0) return nothing;
      return inspectEach([1, 7, 40], async (first) => {
        const seen: string[] = [];
        for (let after: string | null = null; seen.length < wanted.length;) {
          const page: { rows: Row[] } = await subject.page(kind, {
            first: Math.min(first, wanted.length - seen.length),
            after,
          });
          if (page.rows.length === 0) break;
          seen.push(...ids(page.rows));
          after = page.rows.at(-1)?.cursor ?? null;
          if (first === 1 && seen.length >= 12) break;
        }
        const expected = wanted.slice(0, seen.length);
        const isRight =
          seen.length >= Math.min(wanted.length, 12) &&
          expected.every((id, index) => id === seen[index]);
        return one(
          isRight
            ? null
            : `${kind.page} in pages of ${first}: expected ${show(expected)}, but got ${show(seen)}`,
        );
      });
    }),
  },
  {
    id: '5D5J',
    level: 'MUST',
    title: 'says hasNextPage exactly where more rows follow',
    check: ofKinds(async (subject, kind, { rows, isWhole }) => {
      if (rows.length === 0) return nothing;
      const few = await subject.page(kind, {
        first: Math.max(1, rows.length - 1) > 200 ? 200 : Math.max(1, rows.length - 1),
      });
      const more = few.rows.length < rows.length;
      const problems =
        few.pageInfo.hasNextPage === more
          ? []
          : [`${kind.page}: expected hasNextPage ${String(more)}, but got ${show(few.pageInfo)}`];
      if (isWhole && rows.length <= 200) {
        const all = await subject.page(kind, { first: rows.length });
        if (all.pageInfo.hasNextPage !== false)
          problems.push(`${kind.page}: expected hasNextPage false on the last page`);
      }
      return { tested: 2, problems };
    }),
  },
  {
    id: '7NPQ',
    level: 'MUST',
    title: "names a page's first and last cursor, and hasPreviousPage where after was given",
    check: ofKinds(async (subject, kind, { rows }) => {
      if (rows.length < 2) return nothing;
      const first = await subject.page(kind, { first: 1 });
      const second = await subject.page(kind, { first: 1, after: rows[0]?.cursor ?? null });
      return inspect([first, second], (page) => {
        const { startCursor, endCursor, hasPreviousPage } = page.pageInfo;
        const isRight =
          startCursor === page.rows[0]?.cursor &&
          endCursor === page.rows.at(-1)?.cursor &&
          hasPreviousPage === (page === second);
        return isRight
          ? null
          : `${kind.page}: expected the cursors of the page and hasPreviousPage ${String(page === second)}, but got ${show(page.pageInfo)}`;
      });
    }),
  },
  {
    id: 'USEY',
    level: 'MUST',
    title: 'gives the same records under nodes as under edges',
    check: ofKinds(async (subject, kind, { rows }) => {
      if (rows.length === 0) return nothing;
      const page = await subject.page(kind, { first: 20 });
      const nodes = page.nodes.map((node) => (Object(node) as { id?: unknown }).id);
      return one(
        same(nodes, ids(page.rows))
          ? null
          : `${kind.page}: expected nodes ${show(ids(page.rows))}, but got ${show(nodes)}`,
      );
    }),
  },
  {
    id: 'J9KC',
    level: 'MUST',
    title: 'counts all rows of the filter in totalCount, whatever the page',
    check: ofKinds(async (subject, kind, { rows, isWhole }) => {
      const counts = [
        (await subject.page(kind, { first: 0 })).totalCount,
        (await subject.page(kind, { first: 3 })).totalCount,
      ];
      const isRight = counts.every(
        (count) => count === counts[0] && (isWhole ? count === rows.length : count > rows.length),
      );
      return one(
        isRight
          ? null
          : `${kind.page}: expected a count of ${rows.length}, but got ${show(counts)}`,
      );
    }),
  },
  {
    id: '3H36',
    level: 'MUST',
    title: 'gives no row to first: 0, and twenty at most where first is not given',
    check: ofKinds(async (subject, kind, { rows }) => {
      const { data } = await subject.ask(
        `{ none: ${kind.page}(first: 0) { nodes { id } } some: ${kind.page} { nodes { id } } }`,
      );
      const [none, some] = [data?.none, data?.some].map(
        (each) => (Object(each) as { nodes?: unknown[] }).nodes?.length,
      );
      const expected = Math.min(20, rows.length);
      return one(
        none === 0 && some === expected
          ? null
          : `${kind.page}: expected 0 and ${expected} rows, but got ${show([none, some])}`,
      );
    }),
  },
  {
    id: 'PRJG',
    level: 'MUST',
    title: 'goes on behind a place where no record stands any more',
    check: ofKinds(async (subject, kind, { rows }) => {
      const [row] = rows;
      if (!row?.place || rows.length < 2) return nothing;
      const cursor = encodeCursor({ ...row.place, id: `${row.node.id}.` });
      const { rows: rest } = await subject.page(kind, { first: 2, after: cursor });
      const expected = ids(rows.slice(1, 3));
      return one(
        same(ids(rest), expected)
          ? null
          : `${kind.page}: expected ${show(expected)}, but got ${show(ids(rest))}`,
      );
    }),
  },
  {
    id: 'FARJ',
    level: 'MUST',
    title:
      'refuses a page of more than 200 rows and one of fewer than none (PAGE_SIZE_OUT_OF_RANGE)',
    check: ofKinds(async (subject, kind) =>
      inspectEach([201, -1], async (first) => {
        const { answer } = await subject.page(kind, { first });
        return one(
          codeOf(answer) === 'PAGE_SIZE_OUT_OF_RANGE'
            ? null
            : `${kind.page}(first: ${first}): expected PAGE_SIZE_OUT_OF_RANGE, but got ${show(codeOf(answer))}`,
        );
      }),
    ),
  },
  {
    id: 'JYVA',
    level: 'MUST',
    title:
      'refuses what is no cursor (CURSOR_MALFORMED), and a cursor of another order or filter (CURSOR_OF_ANOTHER_QUESTION)',
    check: ofKinds(async (subject, kind, { rows }) => {
      const [row] = rows;
      if (!row?.place) return nothing;
      const code = await subject.code();
      const other = encodeCursor({
        ...row.place,
        order: orderToken(kind.page, { ...defaultOrder(kind), direction: 'DESC' }),
      });
      const asked = [
        { after: 'nonsense', expected: 'CURSOR_MALFORMED' },
        { after: `${row.cursor}=`, expected: 'CURSOR_MALFORMED' },
        { after: other, expected: 'CURSOR_OF_ANOTHER_QUESTION' },
        {
          after: row.cursor,
          where: { registries: [code] },
          expected: 'CURSOR_OF_ANOTHER_QUESTION',
        },
      ];
      return inspectEach(asked, async ({ expected, ...request }) => {
        const { answer } = await subject.page(kind, request);
        return one(
          codeOf(answer) === expected
            ? null
            : `${kind.page}: expected ${expected}, but got ${show(codeOf(answer))}`,
        );
      });
    }),
  },
  {
    id: '94EH',
    level: 'MUST',
    title:
      "reports on itself alone in a connection's registries: its code, OK, and the rows it returned",
    check: ofKinds(async (subject, kind) => {
      const page = await subject.page(kind, { first: 3 });
      const [report, ...others] = ((
        Object(page.answer.data?.[kind.page]) as { registries?: unknown[] }
      ).registries ?? []) as { registry?: unknown; state?: unknown; returned?: unknown }[];
      const code = await subject.code();
      const isRight =
        others.length === 0 &&
        report?.registry === code &&
        report.state === 'OK' &&
        report.returned === page.rows.length;
      return one(
        isRight
          ? null
          : `${kind.page}: expected one report of ${code} with ${page.rows.length} rows, but got ${show([report, ...others])}`,
      );
    }),
  },
];
