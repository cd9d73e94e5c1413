import { kindShapes } from './contract-shapes.ts';
import type { KindShape } from './contract-shapes.ts';
import type { Target, Walk } from './target.ts';

/** As RFC 2119: a MUST that fails means that the registry does not conform; a SHOULD or a MAY is told of. */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

export interface Requirement {
  /** Four signs that mean nothing and never change, so that a report can be compared with an older one. */
  id: string;
  level: Level;
  /** What is required, as a sentence about the registry. */
  title: string;
  check: (subject: Target) => Promise<Finding>;
}

export interface Finding {
  /** How many things were looked at; with none, the requirement could not be tested. */
  tested: number;
  /** What is not as required: what was expected, what came. Empty where all is well. */
  problems: string[];
}

export const nothing: Finding = { tested: 0, problems: [] };

/** One thing was looked at; `problem` is null where it is right. */
export const one = (problem: string | null): Finding => ({
  tested: 1,
  problems: problem === null ? [] : [problem],
});

/** A check of each kind of record, with the rows walked of it. */
export const ofKinds =
  (look: (subject: Target, kind: KindShape, walk: Walk) => Promise<Finding> | Finding) =>
  (subject: Target): Promise<Finding> =>
    inspectEach(kindShapes, async (kind) => look(subject, kind, await subject.walk(kind)));

/** Looks at each of many things; `problem` says what is wrong with one, null where it is right. */
export function inspect<T>(things: Iterable<T>, problem: (thing: T) => string | null): Finding {
  const all = [...things];
  return { tested: all.length, problems: all.map(problem).filter((each) => each !== null) };
}

export async function inspectEach<T>(
  things: Iterable<T>,
  look: (thing: T) => Promise<Finding>,
): Promise<Finding> {
  const findings: Finding[] = [];
  for (const thing of things) findings.push(await look(thing));
  return join(findings);
}

export const join = (findings: readonly Finding[]): Finding => ({
  tested: findings.reduce((sum, { tested }) => sum + tested, 0),
  problems: findings.flatMap(({ problems }) => problems),
});

export const show = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

/** Whether two values of JSON are the same. */
export const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
