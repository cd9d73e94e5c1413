import { maxChangeTokenLength, parseDateTime, parseGlobalId } from '@kopru/schema';
import { isRecord } from '../../is-record.ts';
import type { Path } from '../field-result.ts';
import { internalAlias } from '../registry-query.ts';
import type { MemberResponse } from '../request-members.ts';
import type { FeedPlan, FeedRow, FeedSource, FeedTarget } from './feed-plan.ts';

/** Reads a registry's page of changes. */
export function readFeed(plan: FeedPlan, response: MemberResponse<FeedTarget>): FeedSource {
  const { since } = response.target;
  if (response.failed) return { response, rows: [], next: since, more: false, violation: null };
  const { rows, next, more, violation } = readPage(plan, response);
  return {
    response,
    rows,
    // An unusable row stops the registry's feed there, so that no change is skipped.
    next: violation === null ? next : (rows.at(-1)?.token ?? since),
    more: more || violation !== null,
    violation,
  };
}

type Page = Omit<FeedSource, 'response'>;

function readPage(plan: FeedPlan, { field: page, registry, failedPaths }: FeedSource['response']) {
  const invalid = (violation: string, rows: FeedRow[] = []): Page => ({
    ...{ rows, violation },
    next: null,
    more: true,
  });
  if (!isRecord(page)) return invalid('ChangePage');
  const { next, more } = page;
  const heads = page[internalAlias('entries')];
  if (!isToken(next)) return invalid('ChangePage.next');
  if (typeof more !== 'boolean') return invalid('ChangePage.more');
  if (!Array.isArray(heads)) return invalid('ChangePage.entries');
  if (heads.length > plan.first) return invalid('ChangePage.entries has more rows than first');
  const rows: FeedRow[] = [];
  for (const [index, head] of (heads as unknown[]).entries()) {
    const row = readRow(plan, registry, { head, page, index });
    if (typeof row === 'string') return invalid(row, rows);
    rows.push({ ...row, failedFields: failedFieldsOf(failedPaths, index) });
  }
  return { rows, next, more, violation: null };
}

/** A change as a registry gave it: its head, and its index in each list of the page. */
interface RawChange {
  head: unknown;
  page: Record<string, unknown>;
  index: number;
}

/** The row, or the rule it breaks. */
function readRow(
  { context, changeType, selections }: FeedPlan,
  registry: string,
  { head, page, index }: RawChange,
): Omit<FeedRow, 'failedFields'> | string {
  if (!isRecord(head) || !isToken(head.token)) return 'Change.token';
  const at = typeof head.at === 'string' ? parseDateTime(head.at) : null;
  if (at === null) return 'Change.at';
  if (typeof head.id !== 'string' || parseGlobalId(head.id)?.registry !== registry)
    return 'Change.id is not of this registry';
  const values: Record<string, unknown> = {};
  for (const [alias, selected] of selections) {
    const list = page[alias];
    const value = Array.isArray(list) ? (list[index] as unknown) : undefined;
    const violation = isRecord(value) ? context.checkShape(value, changeType, selected) : 'Change';
    if (violation !== null) return violation;
    values[alias] = value;
  }
  return { at, token: head.token, values };
}

const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= maxChangeTokenLength;

/** Paths look like [alias, index, …rest]. */
const failedFieldsOf = (paths: readonly Path[], index: number): FeedRow['failedFields'] =>
  paths
    .filter((path) => path[1] === index)
    .map((path) => ({ alias: String(path[0]), rest: path.slice(2) }));
