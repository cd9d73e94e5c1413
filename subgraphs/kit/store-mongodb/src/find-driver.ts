import mongoose from 'mongoose';
import type { RecordKindName, FieldCondition, Filter } from '@kopru/records';
import type { Match } from './compile-filter.ts';
import { termIndex } from './model.ts';
import { matchTerm, termOf } from './terms.ts';
import type { View } from './view.ts';

/** Conditions of which whatever matches a filter meets one: by them the index of terms is entered. */
export type Driver = readonly FieldCondition[];

export interface Candidates {
  driver: Driver;
  /** Records, or a few more. */
  count: number;
}

export interface CandidateQuestion {
  view: View;
  kind: RecordKindName;
  /** More than so many are of no use. */
  limit: number;
}

/** The fewest candidates that the filter's conditions give; null where all give more than the limit, or exclude nobody. */
export async function findCandidates(
  filter: Filter,
  question: CandidateQuestion,
): Promise<Candidates | null> {
  if ('all' in filter) return fewest(filter.all, question);
  if ('any' in filter) return together(filter.any, question);
  if ('not' in filter) return null;
  if ('always' in filter) return filter.always ? null : { driver: [], count: 0 };
  return 'onePart' in filter ? fewest(filter.onePart, question) : count([filter], question);
}

/** All must hold, so that the candidates of any one will do. They are counted at once: each waits for the server alone. */
async function fewest(
  filters: readonly Filter[],
  question: CandidateQuestion,
): Promise<Candidates | null> {
  const found = await Promise.all(filters.map((filter) => findCandidates(filter, question)));
  return found
    .filter((each) => each !== null)
    .reduce<Candidates | null>(
      (best, each) => (best && best.count <= each.count ? best : each),
      null,
    );
}

/** One must hold, so that it takes the candidates of every one; plain conditions are counted at once. */
async function together(
  filters: readonly Filter[],
  question: CandidateQuestion,
): Promise<Candidates | null> {
  const plain = filters.filter((filter) => 'field' in filter);
  const united = [await count(plain, question)];
  for (const filter of filters.filter((each) => !('field' in each))) {
    const counted = united.reduce((sum, found) => sum + (found?.count ?? Infinity), 0);
    if (counted > question.limit) return null;
    united.push(await findCandidates(filter, { ...question, limit: question.limit - counted }));
  }
  return united.every((found) => found !== null)
    ? {
        driver: united.flatMap(({ driver }) => driver),
        count: united.reduce((sum, found) => sum + found.count, 0),
      }
    : null;
}

async function count(
  driver: Driver,
  { view, kind, limit }: CandidateQuestion,
): Promise<Candidates | null> {
  if (driver.length === 0) return { driver, count: 0 };
  const match = matchDriver(kind, driver);
  view.observe({ collection: view.records.modelName, match, index: termIndex });
  const { session, maxTimeMS } = view.options;
  const found = await view.records.countDocuments(match, {
    maxTimeMS,
    // One that only guides the way need not see the moment of the answer, and goes beside others.
    ...(!Number.isFinite(limit) && { session }),
    hint: termIndex,
    ...(Number.isFinite(limit) && { limit: limit + 1 }),
  });
  return found > limit ? null : { driver, count: found };
}

/** A query that enters an index of terms; of the kind itself where there is no driver. */
export function matchDriver(
  kind: RecordKindName,
  driver: Driver | null,
  path: 'terms' | 'shared' = 'terms',
): Match {
  if (driver === null) return { [path]: kind };
  const [only] = driver;
  if (only && driver.length === 1) return { [path]: matchTerm(kind, only) };
  const equal = driver.flatMap((each) =>
    'oneOf' in each ? each.oneOf.map((value) => termOf(kind, each.field, value)) : [],
  );
  const others = driver
    .filter((each) => !('oneOf' in each))
    .map((each) => ({ [path]: matchTerm(kind, each) }));
  const equalMatch = { [path]: mongoose.trusted({ $in: [...new Set(equal)] }) };
  return others.length === 0
    ? equalMatch
    : { $or: [...(equal.length > 0 ? [equalMatch] : []), ...others] };
}

/** The server merges so many stretches of an index into one order. */
const maxMerged = 50;

/** What an order can be walked along: for each part of the filter that must hold and asks for a few shared values, their terms. */
export function walkableDrivers(filter: Filter, isWalkable: (field: string) => boolean): Driver[] {
  const each = (parts: readonly Filter[]) =>
    parts.flatMap((part) => walkableDrivers(part, isWalkable));
  if ('all' in filter) return each(filter.all);
  if ('onePart' in filter) return each(filter.onePart);
  const driver = 'any' in filter ? filter.any : [filter];
  return driver.every((part): part is Equality => 'oneOf' in part && isWalkable(part.field)) &&
    driver.reduce((sum, { oneOf }) => sum + oneOf.length, 0) <= maxMerged &&
    driver.some(({ oneOf }) => oneOf.length > 0)
    ? [driver]
    : [];
}

type Equality = Extract<FieldCondition, { oneOf: readonly string[] }>;
