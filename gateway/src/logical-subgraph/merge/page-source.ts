import { encodeCursor } from '@kopru/schema';
import type { Position } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Member } from '../../membership/membership.ts';
import { sumReports } from '../../report/report.ts';
import type { Report } from '../../report/report.ts';
import type { Path } from '../field-result.ts';
import { fieldVariables } from '../registry-query.ts';
import { requestMember } from '../request-members.ts';
import type { MemberRequest, MemberResponse } from '../request-members.ts';
import type { Row } from './connection.ts';
import type { PagePlan } from './page-plan.ts';
import { readRow } from './read-row.ts';

/**
 * One registry's rows in order, fetched as the merge needs them and checked before it sees them.
 */
export interface PageSource {
  /** The first response of the registry. */
  response: MemberResponse<PageTarget>;
  /** Requests as many further rows. Does nothing if there are none. */
  fill(first: number): Promise<void>;
  peek(): Row | null;
  take(): Row;
  /** No row is at hand, and more may come. */
  isDry(): boolean;
  hasMore(): boolean;
  total(): number | null;
  /** The first rule of the contract that the responses broke. */
  violation: () => string | null;
  report(): Report;
}

/** The page requested of one registry. */
export interface PageTarget {
  member: Member;
  first: number;
}

/** A request for `first` rows of a registry after a position. */
export function pageRequest(
  { root, page, connection }: PagePlan,
  member: Member,
  { first, after: last }: { first: number; after: Position | null },
): MemberRequest<PageTarget> {
  const { order, filter } = page;
  const after = last === null ? null : encodeCursor({ ...last, order, filter });
  const variables = fieldVariables(root, { ...root.args, first, after });
  return { member, query: connection.query, variables, target: { member, first } };
}

/** Opens a source with the registry's first response. */
export function openSource(plan: PagePlan, response: MemberResponse<PageTarget>): PageSource {
  const responses: MemberResponse<PageTarget>[] = [];
  // Raw edges. Each is checked only when the merge looks at it: the last ones of most registries
  // never win.
  let unread: { edge: unknown; failedFields: Row['failedFields'] }[] = [];
  let head: Row | null = null;
  let last: Position | null = plan.page.after;
  let more = true;
  let taken = 0;
  let total: number | null = null;
  let violation: string | null = null;

  const accept = (next: MemberResponse<PageTarget>): void => {
    responses.push(next);
    const read = readPage(plan, next);
    violation ??= read.violation;
    total = read.total ?? total;
    unread = read.edges;
    more = read.hasNext;
    // Without one usable row there is no position to continue from.
    if (more && next.target.first > 0 && !peek()) {
      violation ??= 'Connection.edges has no usable row, but pageInfo.hasNextPage';
      more = false;
    }
  };

  const peek = (): Row | null => {
    while (!head) {
      const next = unread.shift();
      if (!next) break;
      const row = readRow(next.edge, { registry: response.registry, plan, last });
      if (typeof row === 'string') violation ??= row;
      else {
        head = { ...row, failedFields: next.failedFields };
        last = row.position;
      }
    }
    return head;
  };

  accept(response);
  return {
    response,
    async fill(first) {
      if (!more) return;
      const request = pageRequest(plan, response.target.member, { first, after: last });
      accept(await requestMember(plan.context, plan.root, request));
    },
    peek,
    take() {
      const row = peek();
      if (!row) throw new Error('Expected take() only after peek() gave a row');
      head = null;
      taken += 1;
      return row;
    },
    isDry: () => !peek() && more,
    hasMore: () => peek() !== null || more,
    total: () => total,
    violation: () => violation,
    report: () => ({
      ...sumReports(responses.map((each) => each.report(taken, violation))),
      total,
    }),
  };
}

interface ReadPage {
  edges: { edge: unknown; failedFields: Row['failedFields'] }[];
  hasNext: boolean;
  total: number | null;
  violation: string | null;
}

/** What of one page can be used, before its rows are looked at. */
function readPage({ connection }: PagePlan, response: MemberResponse<PageTarget>): ReadPage {
  const unusable = { edges: [], hasNext: false, total: null };
  if (response.failed) return { ...unusable, violation: null };
  const { edges, pageInfo, totalCount } = isRecord(response.field) ? response.field : {};
  const hasNext = isRecord(pageInfo) ? pageInfo.hasNextPage : undefined;
  if (!Array.isArray(edges) || typeof hasNext !== 'boolean')
    return { ...unusable, violation: 'Connection' };
  if (connection.needsTotal && (!Number.isInteger(totalCount) || Number(totalCount) < 0))
    return { ...unusable, violation: 'Connection.totalCount' };
  const { first } = response.target;
  return {
    edges: (edges as unknown[])
      .slice(0, first)
      .map((edge, index) => ({ edge, failedFields: failedFieldsOf(response.failedPaths, index) })),
    hasNext,
    total: connection.needsTotal ? Number(totalCount) : null,
    violation: edges.length > first ? 'Connection.edges has more rows than first' : null,
  };
}

/** Paths look like [edges, index, alias, …rest]. */
const failedFieldsOf = (paths: readonly Path[], index: number): Row['failedFields'] =>
  paths
    .filter((path) => path[0] === 'edges' && path[1] === index)
    .map((path) => ({ node: String(path[2]), rest: path.slice(3) }));
