import { kindShapes } from './contract-shapes.ts';
import type { KindShape } from './contract-shapes.ts';
import type { Scan, Target } from './target.ts';

/**
 * The levels of RFC 2119. A registry does not conform if a MUST fails.
 * A SHOULD or a MAY that fails is reported and changes nothing.
 */
export type Level = 'MUST' | 'SHOULD' | 'MAY';

export interface Requirement {
  /** Four opaque characters. They never change, so that reports can be compared over time. */
  id: string;
  level: Level;
  /** The rest of a sentence that begins with "the registry". */
  title: string;
  check: (target: Target) => Promise<Finding>;
}

export interface Finding {
  /** How many things were checked. Zero means that the requirement could not be tested. */
  tested: number;
  /** What was expected and what came instead. Empty if all is well. */
  problems: string[];
}

/** The registry has nothing that the requirement applies to. */
export const notApplicable: Finding = { tested: 0, problems: [] };

/** The finding of one check; `problem` is null if it passed. */
export const single = (problem: string | null): Finding => ({
  tested: 1,
  problems: problem === null ? [] : [problem],
});

/** Runs a check for each kind of record, with the rows scanned of it. */
export const forEachKind =
  (check: (target: Target, kind: KindShape, scan: Scan) => Promise<Finding> | Finding) =>
  (target: Target): Promise<Finding> =>
    inspectEach(kindShapes, async (kind) => check(target, kind, await target.scan(kind)));

/** Checks each item; `problem` returns what is wrong with it, or null. */
export function inspect<T>(items: Iterable<T>, problem: (item: T) => string | null): Finding {
  const all = [...items];
  return { tested: all.length, problems: all.map(problem).filter((each) => each !== null) };
}

/** Runs a check for each item, one after the other, and joins the findings. */
export async function inspectEach<T>(
  items: Iterable<T>,
  check: (item: T) => Promise<Finding>,
): Promise<Finding> {
  const findings: Finding[] = [];
  for (const item of items) findings.push(await check(item));
  return joinFindings(findings);
}

export const joinFindings = (findings: readonly Finding[]): Finding => ({
  tested: findings.reduce((sum, { tested }) => sum + tested, 0),
  problems: findings.flatMap(({ problems }) => problems),
});

/** A value as it stands in a message: JSON of at most 160 characters. */
export const show = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

/** Whether two JSON values are equal. */
export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
