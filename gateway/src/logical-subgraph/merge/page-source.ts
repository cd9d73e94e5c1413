import { encodeCursor } from '@kopru/schema';
import type { ParsedPageArguments, Position } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import type { Answered, Outcome } from '../../registry-client/outcome.ts';
import { fieldVariables, own } from '../registry-query.ts';
import { reportOf, worseState } from '../report.ts';
import type { Report } from '../report.ts';
import type { Question, Spanning } from '../spanning.ts';
import type { ConnectionPlan, Row } from './connection.ts';
import { readRow } from './read-row.ts';

/** One registry's rows in order, fetched as the merge needs them and checked before it sees them. */
export interface PageSource {
  code: string;
  fill(first: number): Promise<void>;
  peek(): Row | null;
  take(): Row;
  /** No row at hand, and more may come. */
  isDry(): boolean;
  hasMore(): boolean;
  total(): number | null;
  /** The first contract clause its answers broke. */
  breach(): string | null;
  report(): Report;
}

interface SourceOptions {
  spanning: Spanning;
  question: Question;
  plan: ConnectionPlan;
  page: ParsedPageArguments;
  member: Member;
}

export function openSource({ spanning, question, plan, page, member }: SourceOptions): PageSource {
  const { code } = member;
  const outcomes: Outcome[] = [];
  // Edges as they came. Each is read only when the merge looks at it: most registries' last ones never win.
  let unread: { edge: unknown; failedFields: Row['failedFields'] }[] = [];
  let head: Row | null = null;
  let last: Position | null = page.after;
  let more = true;
  let taken = 0;
  let total: number | null = null;
  let breach: string | null = null;

  const broken = (clause: string): false => {
    breach ??= clause;
    return false;
  };

  /** Whether more rows are to be had behind this page. */
  const readPage = (answer: Answered, asked: number): boolean => {
    const field = answer.data[own('field')];
    const { edges, pageInfo, totalCount } = isRecord(field) ? field : {};
    const hasNext = isRecord(pageInfo) ? pageInfo.hasNextPage : undefined;
    if (!Array.isArray(edges) || typeof hasNext !== 'boolean') return broken('Connection');
    if (plan.needsTotal) {
      if (!Number.isInteger(totalCount) || Number(totalCount) < 0)
        return broken('Connection.totalCount');
      total = Number(totalCount);
    }
    if (edges.length > asked) broken('Connection.edges has more rows than first');
    unread = (edges as unknown[])
      .slice(0, asked)
      .map((edge, index) => ({ edge, failedFields: failedFieldsOf(answer, index) }));
    // Without one usable row there is no place to go on from.
    if (hasNext && asked > 0 && !peek())
      return broken('Connection.edges has no usable row, but pageInfo.hasNextPage');
    return hasNext;
  };

  const peek = (): Row | null => {
    while (!head) {
      const next = unread.shift();
      if (!next) break;
      const row = readRow(next.edge, {
        registry: code,
        checkShape: spanning.checkShape,
        plan,
        page,
        last,
      });
      if (typeof row === 'string') broken(row);
      else {
        head = { ...row, failedFields: next.failedFields };
        last = row.position;
      }
    }
    return head;
  };

  return {
    code,
    async fill(first) {
      if (!more) return;
      const after =
        last === null ? null : encodeCursor({ ...last, order: page.order, filter: page.filter });
      const variables = fieldVariables(question, { ...question.args, first, after });
      const outcome = await spanning.ask(
        member,
        { query: plan.query, variables },
        question.context,
      );
      outcomes.push(outcome);
      more = outcome.kind === 'answered' && readPage(outcome, first);
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
    breach: () => breach,
    report: () => ({ ...worstReport(code, outcomes, taken, breach), total }),
  };
}

/** Over all calls to one registry: the worst of what happened, and the time of all of them. */
function worstReport(
  code: string,
  outcomes: readonly Outcome[],
  returned: number,
  breach: string | null,
): Report {
  const reports = outcomes.map((outcome) => reportOf(code, outcome, returned, breach));
  const worst = reports.reduce((one, other) =>
    worseState(one.state, other.state) === one.state ? one : other,
  );
  return { ...worst, tookMs: reports.reduce((sum, report) => sum + report.tookMs, 0) };
}

/** Paths look like [field, edges, index, alias, …rest]. */
function failedFieldsOf(answer: Answered, index: number): Row['failedFields'] {
  return answer.errors
    .filter(({ path }) => path[1] === 'edges' && path[2] === index)
    .map(({ path }) => ({ node: String(path[3]), rest: path.slice(4) }));
}
