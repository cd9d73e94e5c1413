import { comparePositions, decodeCursor, encodeCursor, parseGlobalId } from '@kopru/schema';
import type { PageQuestion, Position } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import type { Answered, Outcome } from '../../registry-client/outcome.ts';
import { fieldVariables, own } from '../registry-query.ts';
import { reportOf, worseState } from '../report.ts';
import type { Report } from '../report.ts';
import type { Question, Spanning } from '../spanning.ts';
import type { ConnectionPlan, Row } from './connection.ts';

/** One registry's rows in order, fetched as the merge needs them and checked before it sees them. */
export interface PageSource {
  code: string;
  fill(first: number): Promise<void>;
  peek(): Row | undefined;
  take(): Row;
  /** No row at hand, and more may come. */
  isDry(): boolean;
  hasMore(): boolean;
  total(): number | null;
  /** The first contract clause its answers broke. */
  breach(): string | null;
  report(): Report;
}

interface SourceParts {
  spanning: Spanning;
  question: Question;
  plan: ConnectionPlan;
  page: PageQuestion;
  member: Member;
}

export function openSource({ spanning, question, plan, page, member }: SourceParts): PageSource {
  const { code } = member;
  const buffer: Row[] = [];
  const outcomes: Outcome[] = [];
  let last: Position | null = page.after;
  let more = true;
  let taken = 0;
  let total: number | null = null;
  let breach: string | null = null;

  const read = (answer: Answered, asked: number): void => {
    const field = answer.data[own('field')];
    const { edges, pageInfo, totalCount } = isRecord(field) ? field : {};
    const hasNext = isRecord(pageInfo) ? pageInfo.hasNextPage : undefined;
    if (!Array.isArray(edges) || typeof hasNext !== 'boolean') {
      stop('Connection');
      return;
    }
    if (plan.needsTotal) {
      if (!Number.isInteger(totalCount) || Number(totalCount) < 0) {
        stop('Connection.totalCount');
        return;
      }
      total = Number(totalCount);
    }
    if (edges.length > asked) breach ??= 'Connection.edges has more rows than first';
    for (const [index, edge] of edges.slice(0, asked).entries()) readEdge(edge, failedFieldsOf(answer, index));
    more = hasNext;
    // Without one usable row there is no place to go on from.
    if (asked > 0 && more && buffer.length === 0) stop('Connection.edges has no usable row, but pageInfo.hasNextPage');
  };

  const readEdge = (edge: unknown, failedFields: Row['failedFields']): void => {
    const row = readRow(edge, failedFields);
    if (typeof row === 'string') breach ??= row;
    else {
      last = row.position;
      buffer.push(row);
    }
  };

  const readRow = (edge: unknown, failedFields: Row['failedFields']): Row | string => {
    if (!isRecord(edge) || typeof edge.cursor !== 'string') return 'Edge.cursor';
    const cursor = decodeCursor(edge.cursor);
    if (!cursor || cursor.order !== page.order || cursor.filter !== page.filter)
      return 'Edge.cursor belongs to another question';
    const id = isRecord(edge[own('id')]) ? (edge[own('id')] as { id?: unknown }).id : undefined;
    if (id !== cursor.id || parseGlobalId(cursor.id)?.registry !== code)
      return 'Node.id is not of this registry and cursor';
    if (last && comparePositions(last, cursor, page.orderBy.direction) >= 0) return 'Connection.edges is out of order';
    for (const [alias, selections] of plan.nodeSelections) {
      const clause = spanning.checkShape(edge[alias], plan.nodeType, selections);
      if (clause !== null) return clause;
    }
    return { registry: code, cursor: edge.cursor, position: cursor, nodes: edge, failedFields };
  };

  const stop = (clause: string): void => {
    breach ??= clause;
    more = false;
  };

  return {
    code,
    async fill(first) {
      if (!more) return;
      const after = last === null ? null : encodeCursor({ ...last, order: page.order, filter: page.filter });
      const variables = fieldVariables(question, { ...question.args, first, after });
      const outcome = await spanning.ask(member, { query: plan.query, variables }, question.context);
      outcomes.push(outcome);
      if (outcome.kind === 'answered') read(outcome, first);
      else more = false;
    },
    peek: () => buffer[0],
    take() {
      const row = buffer.shift();
      if (!row) throw new Error('Expected take() only after peek() gave a row');
      taken += 1;
      return row;
    },
    isDry: () => buffer.length === 0 && more,
    hasMore: () => buffer.length > 0 || more,
    total: () => total,
    breach: () => breach,
    report: () => ({ ...worstReport(code, outcomes, taken, breach), total }),
  };
}

/** Over all calls to one registry: the worst of what happened, and the time of all of them. */
function worstReport(code: string, outcomes: readonly Outcome[], returned: number, breach: string | null): Report {
  const reports = outcomes.map((outcome) => reportOf(code, outcome, returned, breach));
  const worst = reports.reduce((one, other) => (worseState(one.state, other.state) === one.state ? one : other));
  return { ...worst, tookMs: reports.reduce((sum, report) => sum + report.tookMs, 0) };
}

/** Paths look like [field, edges, index, alias, …rest]. */
function failedFieldsOf(answer: Answered, index: number): Row['failedFields'] {
  return answer.errors
    .filter(({ path }) => path[1] === 'edges' && path[2] === index)
    .map(({ path }) => ({ node: String(path[3]), rest: path.slice(4) }));
}
