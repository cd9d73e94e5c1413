import { comparePositions } from '@kopru/schema';
import type { KindShape } from '../contract-shapes.ts';
import { show } from '../requirement.ts';
import type { Finding } from '../requirement.ts';
import { maxScanned } from '../target.ts';
import type { Node, Row, Scan, Target } from '../target.ts';

/** The rows that a filter finds, up to the last row of the unfiltered scan; or an error's text. */
export async function findRows(
  target: Target,
  kind: KindShape,
  where: object,
  scan: Scan,
): Promise<{ ids: string[]; total: number } | string> {
  const rows: Row[] = [];
  const end = scan.isWhole ? null : (scan.rows.at(-1)?.position ?? null);
  const isPastScan = (row: Row): boolean =>
    end !== null && row.position !== null && comparePositions(row.position, end, 'ASC') > 0;
  let total = 0;
  for (let after: string | null = null; rows.length <= maxScanned;) {
    const page: Awaited<ReturnType<Target['page']>> = await target.page(kind, { where, after });
    if (page.response.errors.length > 0) return show(page.response.errors[0]);
    total = page.totalCount;
    rows.push(...page.rows);
    const last = page.rows.at(-1);
    if (page.pageInfo.hasNextPage !== true || !last || isPastScan(last)) break;
    after = last.cursor;
  }
  return { ids: rows.filter((row) => !isPastScan(row)).map(({ node }) => node.id), total };
}

/** Compares a filter's rows with the records of the unfiltered scan that match. */
export async function compareWithScan(
  target: Target,
  kind: KindShape,
  where: object,
  matches: (node: Node) => boolean,
): Promise<Finding> {
  const scan = await target.scan(kind);
  const found = await findRows(target, kind, where, scan);
  const what = `${kind.page}(where: ${show(where)})`;
  if (typeof found === 'string')
    return { tested: 1, problems: [`${what}: expected rows, but got ${found}`] };
  const expected = scan.rows.filter(({ node }) => matches(node)).map(({ node }) => node.id);
  const missing = expected.filter((id) => !found.ids.includes(id));
  const extra = found.ids.filter((id) => !expected.includes(id));
  const problems = [
    ...(missing.length > 0 ? [`${what}: expected ${show(missing.slice(0, 3))} too`] : []),
    ...(extra.length > 0 ? [`${what}: expected no ${show(extra.slice(0, 3))}`] : []),
    ...(missing.length + extra.length === 0 && found.ids.some((id, index) => id !== expected[index])
      ? [`${what}: expected the rows in the order of the whole scan`]
      : []),
    ...(scan.isWhole && found.total !== expected.length
      ? [`${what}: expected totalCount ${expected.length}, but got ${found.total}`]
      : []),
  ];
  return { tested: 1, problems };
}
