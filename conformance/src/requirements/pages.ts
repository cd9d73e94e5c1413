import {
  forEachKind,
  inspect,
  inspectEach,
  notApplicable,
  same,
  show,
  single,
} from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Row } from '../target.ts';

const ids = (rows: readonly Row[]): string[] => rows.map(({ node }) => node.id);

/** Pages of one scan, in several sizes. */
export const pages: Requirement[] = [
  {
    id: 'WC8M',
    level: 'MUST',
    title: 'gives the same rows for every page size, each row exactly once',
    check: forEachKind(async (target, kind, { rows }) => {
      const wanted = ids(rows).slice(0, 60);
      if (wanted.length === 0) return notApplicable;
      return inspectEach([1, 7, 40], async (first) => {
        const seen: string[] = [];
        for (let after: string | null = null; seen.length < wanted.length;) {
          const page: { rows: Row[] } = await target.page(kind, {
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
        return single(
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
    title: 'sets hasNextPage if and only if more rows follow',
    check: forEachKind(async (target, kind, { rows, isWhole }) => {
      if (rows.length === 0) return notApplicable;
      const first = Math.min(200, Math.max(1, rows.length - 1));
      const fewer = await target.page(kind, { first });
      const more = fewer.rows.length < rows.length;
      const problems =
        fewer.pageInfo.hasNextPage === more
          ? []
          : [`${kind.page}: expected hasNextPage ${String(more)}, but got ${show(fewer.pageInfo)}`];
      if (isWhole && rows.length <= 200) {
        const all = await target.page(kind, { first: rows.length });
        if (all.pageInfo.hasNextPage !== false)
          problems.push(`${kind.page}: expected hasNextPage false on the last page`);
      }
      return { tested: 2, problems };
    }),
  },
  {
    id: '7NPQ',
    level: 'MUST',
    title: "gives a page's first and last cursor, and sets hasPreviousPage if `after` was given",
    check: forEachKind(async (target, kind, { rows }) => {
      if (rows.length < 2) return notApplicable;
      const first = await target.page(kind, { first: 1 });
      const second = await target.page(kind, { first: 1, after: rows[0]?.cursor ?? null });
      return inspect([first, second], (page) => {
        const { startCursor, endCursor, hasPreviousPage } = page.pageInfo;
        const isRight =
          startCursor === page.rows[0]?.cursor &&
          endCursor === page.rows.at(-1)?.cursor &&
          hasPreviousPage === (page === second);
        return isRight
          ? null
          : `${kind.page}: expected the cursors of its rows, but got ${show(page.pageInfo)}`;
      });
    }),
  },
  {
    id: 'USEY',
    level: 'MUST',
    title: 'gives the same records under nodes as under edges',
    check: forEachKind(async (target, kind, { rows }) => {
      if (rows.length === 0) return notApplicable;
      const page = await target.page(kind, { first: 20 });
      const nodes = page.nodes.map((node) => (Object(node) as { id?: unknown }).id);
      return single(
        same(nodes, ids(page.rows))
          ? null
          : `${kind.page}: expected nodes ${show(ids(page.rows))}, but got ${show(nodes)}`,
      );
    }),
  },
  {
    id: 'J9KC',
    level: 'MUST',
    title: 'counts all rows of the filter in totalCount, on every page',
    check: forEachKind(async (target, kind, { rows, isWhole }) => {
      const counts = [
        (await target.page(kind, { first: 0 })).totalCount,
        (await target.page(kind, { first: 3 })).totalCount,
      ];
      const isRight = counts.every(
        (count) => count === counts[0] && (isWhole ? count === rows.length : count > rows.length),
      );
      return single(
        isRight
          ? null
          : `${kind.page}: expected a count of ${rows.length}, but got ${show(counts)}`,
      );
    }),
  },
  {
    id: '3H36',
    level: 'MUST',
    title: 'gives no row for first: 0, and at most twenty if first is missing',
    check: forEachKind(async (target, kind, { rows }) => {
      const { data } = await target.request(
        `{ none: ${kind.page}(first: 0) { nodes { id } } some: ${kind.page} { nodes { id } } }`,
      );
      const [none, some] = [data?.none, data?.some].map(
        (each) => (Object(each) as { nodes?: unknown[] }).nodes?.length,
      );
      const expected = Math.min(20, rows.length);
      return single(
        none === 0 && some === expected
          ? null
          : `${kind.page}: expected 0 and ${expected} rows, but got ${show([none, some])}`,
      );
    }),
  },
];
