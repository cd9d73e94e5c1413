import { catalogueError, maxChangeTokenLength, parseDateTime, parseGlobalId } from '@kopru/schema';
import type { GraphQLError, GraphQLObjectType } from 'graphql';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import type { Answered, Outcome } from '../../registry-client/outcome.ts';
import { own } from '../registry-query.ts';
import { reportOf } from '../report.ts';
import type { Report } from '../report.ts';
import type { Selection } from '../selection.ts';
import type { Spanning } from '../spanning.ts';

/** One change as a registry gave it. */
export interface FeedRow {
  at: string;
  token: string;
  /** By the alias of each place that selects changes. */
  values: Readonly<Record<string, unknown>>;
  /** What the registry could not give of it: the alias, then the path below. */
  failedFields: { alias: string; rest: readonly (string | number)[] }[];
}

/** What one registry gave of its changes: rows up to the first that the contract does not allow. */
export interface FeedSource {
  code: string;
  rows: FeedRow[];
  /** Where to go on once all rows are taken; null where it never answered. */
  next: string | null;
  more: boolean;
  error: GraphQLError | null;
  report: (returned: number) => Report;
}

export interface FeedOptions {
  spanning: Spanning;
  member: Member;
  /** Its place so far. */
  since: string | null;
  first: number;
  changeType: GraphQLObjectType;
  selections: ReadonlyMap<string, readonly Selection[]>;
  key: string;
}

export function readFeed(outcome: Outcome, { member, since, ...parts }: FeedOptions): FeedSource {
  const { code } = member;
  if (outcome.kind === 'failed') {
    const report = () => reportOf(code, outcome, 0);
    return { code, rows: [], next: since, more: false, error: null, report };
  }
  const { rows, next, more, breach } = readPage(outcome, code, parts);
  const clause = breach ?? '';
  return {
    code,
    rows,
    // A row that cannot be used stops the registry's feed there: nothing of it is passed over.
    next: breach === null ? next : (rows.at(-1)?.token ?? since),
    more: more || breach !== null,
    error:
      breach === null
        ? null
        : catalogueError(
            'REGISTRY_ANSWER_INVALID',
            { registry: code, clause },
            { path: [parts.key], registry: code },
          ),
    report: (returned) => reportOf(code, outcome, returned, breach),
  };
}

type Page = Pick<FeedSource, 'rows' | 'next' | 'more'> & { breach: string | null };

function readPage(
  outcome: Answered,
  code: string,
  parts: Omit<FeedOptions, 'member' | 'since'>,
): Page {
  const broken = (breach: string, rows: FeedRow[] = []): Page => ({
    rows,
    next: null,
    more: true,
    breach,
  });
  const page = outcome.data[own('field')];
  if (!isRecord(page)) return broken('ChangePage');
  const { next, more } = page;
  const heads = page[own('entries')];
  if (!isToken(next)) return broken('ChangePage.next');
  if (typeof more !== 'boolean') return broken('ChangePage.more');
  if (!Array.isArray(heads)) return broken('ChangePage.entries');
  if (heads.length > parts.first) return broken('ChangePage.entries has more rows than first');
  const rows: FeedRow[] = [];
  for (const [index, head] of (heads as unknown[]).entries()) {
    const row = readRow(head, page, index, { code, ...parts });
    if (typeof row === 'string') return broken(row, rows);
    rows.push({ ...row, failedFields: failedFieldsOf(outcome, index) });
  }
  return { rows, next, more, breach: null };
}

/** The row, or the clause it breaks. */
function readRow(
  head: unknown,
  page: Record<string, unknown>,
  index: number,
  {
    code,
    spanning,
    changeType,
    selections,
  }: Omit<FeedOptions, 'member' | 'since'> & { code: string },
): Omit<FeedRow, 'failedFields'> | string {
  if (!isRecord(head) || !isToken(head.token)) return 'Change.token';
  const at = typeof head.at === 'string' ? parseDateTime(head.at) : null;
  if (at === null) return 'Change.at';
  if (typeof head.id !== 'string' || parseGlobalId(head.id)?.registry !== code)
    return 'Change.id is not of this registry';
  const values: Record<string, unknown> = {};
  for (const [alias, selected] of selections) {
    const list = page[alias];
    const value = Array.isArray(list) ? (list[index] as unknown) : undefined;
    const clause = isRecord(value) ? spanning.checkShape(value, changeType, selected) : 'Change';
    if (clause !== null) return clause;
    values[alias] = value;
  }
  return { at, token: head.token, values };
}

const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= maxChangeTokenLength;

/** Paths look like [field, alias, index, …rest]. */
function failedFieldsOf(outcome: Answered, index: number): FeedRow['failedFields'] {
  return outcome.errors
    .filter(({ path }) => path[2] === index)
    .map(({ path }) => ({ alias: String(path[1]), rest: path.slice(3) }));
}
