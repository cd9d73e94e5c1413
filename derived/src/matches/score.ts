import { isOpenTo, registryOf } from './opportunity.ts';
import type { Opportunity } from './opportunity.ts';
import { meaningOf } from './vocabulary.ts';

// docs/matches.md says the same in words. The score is the same from either side.

export interface Match {
  opportunity: Opportunity;
  score: number;
  why: string[];
}

interface Part {
  /** 0 to 1. */
  fit: number;
  why: string | null;
}

const weights = { keywords: 0.4, activities: 0.25, readiness: 0.25, partnerships: 0.1 };

/** Null where the two have no topic in common, or one is not open to the other's country. */
export function scoreMatch(subject: Opportunity, candidate: Opportunity): Match | null {
  if (!isOpenTo(subject, candidate) || !isOpenTo(candidate, subject)) return null;
  const parts = {
    keywords: compareKeywords(subject, candidate),
    activities: compareActivities(subject, candidate),
    readiness: compareReadiness(subject, candidate),
    partnerships: comparePartnerships(subject, candidate),
  };
  if (parts.keywords.fit === 0 && parts.activities.fit < 1) return null;
  const score = Object.entries(weights).reduce(
    (sum, [part, weight]) => sum + weight * parts[part as Name].fit,
    0,
  );
  const reasons = Object.values(parts).map(({ why }) => why);
  return {
    opportunity: candidate,
    score: Math.round(score * 100) / 100,
    why: [...reasons, targetOf(subject, candidate), `Open until ${candidate.expires}`].filter(
      (line) => line !== null,
    ),
  };
}

type Name = keyof typeof weights;

const none: Part = { fit: 0, why: null };

/** Dice's coefficient over what the keywords mean. */
function compareKeywords(subject: Opportunity, candidate: Opportunity): Part {
  const [own, theirs] = [subject, candidate].map(
    ({ keywords }) => new Map(keywords.map((each) => [meaningOf(each), each])),
  ) as [Map<string, string>, Map<string, string>];
  const shared = [...own.keys()].filter((meaning) => theirs.has(meaning)).sort();
  if (shared.length === 0) return none;
  const shown = shared.map((meaning) => {
    const written = new Set(
      [own.get(meaning), theirs.get(meaning)].filter((each) => each !== meaning),
    );
    return written.size === 0 ? meaning : `${meaning} (${[...written].sort().join(', ')})`;
  });
  return {
    fit: (2 * shared.length) / (own.size + theirs.size),
    why: `Shared keywords: ${shown.join('; ')}`,
  };
}

function compareActivities(subject: Opportunity, candidate: Opportunity): Part {
  const shared = (field: 'division' | 'section') =>
    subject.activities.find(
      (own) =>
        own[field] !== null && candidate.activities.some((each) => each[field] === own[field]),
    );
  const division = shared('division');
  if (division)
    return { fit: 1, why: `Same ISIC division ${division.division}: ${division.label}` };
  const section = shared('section');
  return section
    ? { fit: 0.4, why: `Same ISIC section ${section.section}, another division` }
    : none;
}

/**
 * The share of the narrower range that the wider one covers; a level apart is near enough to be
 * worth a talk.
 */
function compareReadiness({ trl: own }: Opportunity, { trl: theirs }: Opportunity): Part {
  if (!own || !theirs) return { fit: 0, why: 'TRL is not stated by both' };
  const [min, max] = [Math.max(own.min, theirs.min), Math.min(own.max, theirs.max)];
  if (min > max)
    return {
      fit: min - max === 1 ? 0.4 : 0,
      why: `TRL ${levels(own)} and ${levels(theirs)} lie ${min - max} apart`,
    };
  const narrower = Math.min(own.max - own.min, theirs.max - theirs.min) + 1;
  return { fit: (max - min + 1) / narrower, why: `TRL overlaps ${levels({ min, max })}` };
}

const levels = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min}` : `${min}–${max}`;

function comparePartnerships(subject: Opportunity, candidate: Opportunity): Part {
  const shared = subject.partnerships
    .filter((each) => candidate.partnerships.includes(each))
    .sort();
  return shared.length === 0 ? none : { fit: 1, why: `Both seek ${shared.join(', ')}` };
}

const targetOf = (subject: Opportunity, candidate: Opportunity): string =>
  candidate.targetRegistries.length === 0
    ? 'Seeks partners in any country'
    : `Seeks partners in ${registryOf(subject)} by name`;
