import { single } from './requirement.ts';
import type { Level, Requirement } from './requirement.ts';
import { parts } from './requirements/index.ts';
import { TargetError, createTarget } from './target.ts';
import type { Send, Target } from './target.ts';

/** UNTESTED: the registry has nothing that the requirement applies to. */
export type Verdict = 'PASSED' | 'FAILED' | 'UNTESTED';

/** The result of one requirement. */
export interface Result {
  id: string;
  level: Level;
  part: string;
  title: string;
  verdict: Verdict;
  /** How many things were checked. */
  tested: number;
  /** The first five. */
  problems: string[];
}

/** The report on a registry. */
export interface Conformance {
  /** The registry's code; null if it does not give one. */
  registry: string | null;
  /** No MUST failed. */
  conforms: boolean;
  results: Result[];
  tookMs: number;
}

export interface ConformOptions {
  /** The ids of the requirements to test; all by default. */
  only?: readonly string[];
  /** Called with each result as it is known. */
  onResult?: (result: Result) => void;
  /** Limit for the whole test, in ms; 100,000 by default. Later checks fail as not testable. */
  withinMs?: number;
}

const maxProblems = 5;
/** With the timeout of the last request, the test ends within two minutes. */
const defaultLimitMs = 100_000;

/**
 * Tests a registry from outside. Reads and never writes.
 * A request that fails makes its requirement fail; this function does not reject.
 */
export async function conform(
  send: Send,
  { only, onResult, withinMs = defaultLimitMs }: ConformOptions = {},
): Promise<Conformance> {
  const startedAt = performance.now();
  const target = createTarget(withLimit(send, withinMs));
  const results: Result[] = [];
  for (const { title: part, requirements } of parts) {
    for (const requirement of requirements.filter(({ id }) => only?.includes(id) ?? true)) {
      const result = await test(requirement, part, target);
      results.push(result);
      onResult?.(result);
    }
  }
  return {
    registry: await target.code().catch(() => null),
    conforms: results.every(({ level, verdict }) => level !== 'MUST' || verdict !== 'FAILED'),
    results,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

async function test(
  { id, level, title, check }: Requirement,
  part: string,
  target: Target,
): Promise<Result> {
  const { tested, problems } = await check(target).catch((error: unknown) =>
    single(`could not be tested: ${(error as Error).message.slice(0, 300)}`),
  );
  const verdict = problems.length > 0 ? 'FAILED' : tested === 0 ? 'UNTESTED' : 'PASSED';
  const omitted =
    problems.length > maxProblems ? [`and ${problems.length - maxProblems} more`] : [];
  const reported = [...problems.slice(0, maxProblems), ...omitted];
  return { id, level, part, title, verdict, tested, problems: reported };
}

/** Bounds the whole test, since a registry that hangs would delay each requirement in turn. */
function withLimit(send: Send, withinMs: number): Send {
  const until = performance.now() + withinMs;
  return async (body, headers) => {
    const { promise: lateness, reject } = Promise.withResolvers<never>();
    const rejectLate = () =>
      reject(new TargetError(`it did not answer all requests within ${withinMs} ms`));
    const timer = setTimeout(rejectLate, Math.max(0, until - performance.now()));
    try {
      return await Promise.race([lateness, send(body, headers)]);
    } finally {
      clearTimeout(timer);
    }
  };
}
