import type { Level } from './requirement.ts';
import { parts } from './requirements/index.ts';
import { TargetError, createTarget } from './target.ts';
import type { Send } from './target.ts';

export type Verdict = 'PASSED' | 'FAILED' | 'UNTESTED';

export interface Result {
  id: string;
  level: Level;
  part: string;
  title: string;
  verdict: Verdict;
  /** How many things were looked at. */
  tested: number;
  /** The first few. */
  problems: string[];
}

export interface Conformance {
  registry: string | null;
  /** No MUST failed. */
  conforms: boolean;
  results: Result[];
  tookMs: number;
}

export interface ConformOptions {
  /** Only these requirements. */
  only?: readonly string[];
  onResult?: (result: Result) => void;
  /** For all of it; what is not answered by then could not be tested. */
  withinMs?: number;
}

const maxProblems = 5;
/** With the last request's own time it ends within two minutes. */
const allowedMs = 100_000;

/** Tests a registry from outside. What cannot be asked at all fails the requirement that asked it. */
export async function conform(
  send: Send,
  { only, onResult, withinMs = allowedMs }: ConformOptions = {},
): Promise<Conformance> {
  const startedAt = performance.now();
  const subject = createTarget(within(send, withinMs));
  const results: Result[] = [];
  for (const { title: part, requirements } of parts) {
    for (const { id, level, title, check } of requirements.filter(
      (each) => only?.includes(each.id) ?? true,
    )) {
      const finding = await check(subject).catch((error: unknown) => ({
        tested: 1,
        problems: [`could not be tested: ${(error as Error).message.slice(0, 300)}`],
      }));
      const { tested, problems } = finding;
      const verdict = problems.length > 0 ? 'FAILED' : tested === 0 ? 'UNTESTED' : 'PASSED';
      const more =
        problems.length > maxProblems ? [`and ${problems.length - maxProblems} more`] : [];
      const result: Result = {
        id,
        level,
        part,
        title,
        verdict,
        tested,
        problems: [...problems.slice(0, maxProblems), ...more],
      };
      results.push(result);
      onResult?.(result);
    }
  }
  return {
    registry: await subject.code().catch(() => null),
    conforms: results.every(({ level, verdict }) => level !== 'MUST' || verdict !== 'FAILED'),
    results,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

/** A registry that hangs would hold up requirement after requirement. */
function within(send: Send, withinMs: number): Send {
  const until = performance.now() + withinMs;
  return async (body, headers) => {
    const { promise: isLate, reject } = Promise.withResolvers<never>();
    const late = () =>
      reject(new TargetError(`it did not answer everything within ${withinMs} ms`));
    const timer = setTimeout(late, Math.max(0, until - performance.now()));
    try {
      return await Promise.race([isLate, send(body, headers)]);
    } finally {
      clearTimeout(timer);
    }
  };
}
