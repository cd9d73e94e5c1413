import { limits } from '@kopru/schema';
import { counterparts, registryOf } from './opportunity.ts';
import type { Opportunity } from './opportunity.ts';
import { spellingsOf } from './vocabulary.ts';

/**
 * A question for what may match these, by the contract's own filters: no registry ships its table.
 */
export interface CandidateQuery {
  where: object;
  subjects: Opportunity[];
}

/**
 * Ways to write one opportunity's keywords that are asked for, its own first, so that a filter
 * holds several.
 */
const spellingsOfOne = 200;

/**
 * As few questions as the cap on a filter's values allows. One without keywords and divisions has
 * no topic, hence no question.
 */
export function packQueries(subjects: readonly Opportunity[], today: string): CandidateQuery[] {
  const packs: { clauses: object[]; subjects: Opportunity[] }[] = [];
  let room = 0;
  for (const subject of subjects) {
    const clause = clauseOf(subject);
    if (!clause) continue;
    const values = countValues(clause);
    if (values > room) {
      packs.push({ clauses: [], subjects: [] });
      room = limits.filterValues - countValues({ today });
    }
    packs.at(-1)?.clauses.push(clause);
    packs.at(-1)?.subjects.push(subject);
    room -= values;
  }
  return packs.map(({ clauses, subjects: asking }) => ({
    where: { openOn: today, or: clauses },
    subjects: asking,
  }));
}

function clauseOf(subject: Opportunity): object | null {
  const { keywords, activities, kind, targetRegistries } = subject;
  const spellings = [...new Set([...keywords, ...keywords.flatMap(spellingsOf)])].slice(
    0,
    spellingsOfOne,
  );
  const divisions = [...new Set(activities.flatMap(({ division }) => division ?? []))];
  const topics = [
    ...(spellings.length > 0 ? [{ keywords: spellings }] : []),
    ...(divisions.length > 0 ? [{ divisions }] : []),
  ];
  if (topics.length === 0) return null;
  return {
    kinds: counterparts[kind],
    target: registryOf(subject),
    ...(targetRegistries.length > 0 && { registries: targetRegistries }),
    or: topics,
  };
}

const countValues = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, each) => sum + countValues(each), 0)
    : 1;
