import DataLoader from 'dataloader';
import { limits, pageSize } from '@kopru/schema';
import { requestAllPages, requestField, reportFields, reportsOf } from '../federation.ts';
import type { Report, Federation } from '../federation.ts';
import { packQueries } from './candidates.ts';
import { counterparts, isOpen, opportunityFields, registryOf } from './opportunity.ts';
import type { Opportunity } from './opportunity.ts';
import { scoreMatch } from './score.ts';
import type { Match } from './score.ts';

export interface MatchesArguments {
  first: number | null;
  abroad: boolean;
}

/** Everything that matches one opportunity. */
export interface Matched {
  subject: Opportunity;
  open: boolean;
  /** The best first. */
  matches: Match[];
  complete: boolean;
  reports: Report[];
}

const subjectsQuery = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Opportunity { ${opportunityFields} } } }`;

const candidatesQuery = `query ($where: OpportunityWhere!, $after: Cursor) {
  opportunities(where: $where, orderBy: { field: PUBLISHED, direction: DESC }, first: ${limits.first}, after: $after) {
    nodes { ${opportunityFields} } pageInfo { hasNextPage endCursor } ${reportFields}
  }
}`;

/** Of what comes into question for a page of opportunities, so many pages are compared. */
const candidatePages = 5;

/**
 * For a page of opportunities: one question for them, and one for what comes into question for any
 * of them.
 */
export const createMatchesLoader = (
  federation: Federation,
  today: string,
): DataLoader<string, Matched | null> =>
  new DataLoader((ids) => readMatches(federation, ids, today), { maxBatchSize: limits.ids });

async function readMatches(
  federation: Federation,
  ids: readonly string[],
  today: string,
): Promise<(Matched | null)[]> {
  const nearest = (await requestField(federation, subjectsQuery, {
    ids,
  })) as (Partial<Opportunity> | null)[];
  const subjects = nearest.filter((each): each is Opportunity => each?.id !== undefined);
  const matched = new Map<string, Matched>(
    subjects.map((subject) => [
      subject.id,
      { subject, open: isOpen(subject, today), matches: [], complete: true, reports: [] },
    ]),
  );
  const open = subjects.filter((subject) => isOpen(subject, today));
  for (const { where, subjects: asking } of packQueries(open, today)) {
    const { rows, reports, complete } = await requestAllPages(
      federation,
      candidatesQuery,
      { where },
      candidatePages,
    );
    for (const subject of asking)
      matched.set(subject.id, {
        subject,
        open: true,
        matches: rank(subject, rows as Opportunity[]),
        complete,
        reports,
      });
  }
  return ids.map((id) => matched.get(id) ?? null);
}

/** A question was for several: what of the answer is this one's is chosen here. */
function rank(subject: Opportunity, candidates: readonly Opportunity[]): Match[] {
  return candidates
    .filter(({ id, kind }) => id !== subject.id && counterparts[subject.kind].includes(kind))
    .map((candidate) => scoreMatch(subject, candidate))
    .filter((match) => match !== null)
    .sort((a, b) => b.score - a.score || (a.opportunity.id < b.opportunity.id ? -1 : 1));
}

export function writeMatches(
  matched: Matched | null,
  { first, abroad }: MatchesArguments,
): object | null {
  const wanted = pageSize(first, 5);
  if (!matched) return null;
  const { subject, open, complete, reports } = matched;
  const all = matched.matches.filter(
    ({ opportunity }) => !abroad || registryOf(opportunity) !== registryOf(subject),
  );
  const shown = all.slice(0, wanted);
  return {
    open,
    totalCount: all.length,
    complete,
    nodes: shown.map(({ opportunity, score, why }) => ({
      opportunity: { id: opportunity.id },
      score,
      why,
    })),
    registries: reportsOf(reports, shown.map(idOf), all.map(idOf)),
  };
}

const idOf = ({ opportunity }: Match): string => opportunity.id;
