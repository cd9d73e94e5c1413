import type { RequestContext } from '../request-context.ts';
import type { FetchFromRegistry } from './fetch-from-registry.ts';
import type { Failed } from './outcome.ts';

const maxCause = 300;

/** Logs one line for each failed call. A call that ends because the client left is no failure. */
export const logFailures =
  (fetch: FetchFromRegistry, log: (line: string) => void): FetchFromRegistry =>
  async (member, request, context) => {
    const outcome = await fetch(member, request, context);
    if (outcome.kind === 'failed' && !clientLeft(outcome, context))
      log(`registry ${member.code}: ${describeFailure(outcome)}`);
    return outcome;
  };

/**
 * Logs a failed call only if it fails for another reason than the last one of that registry. For
 * polling, which would repeat the same line every few seconds.
 */
export function logNewFailures(
  fetch: FetchFromRegistry,
  log: (line: string) => void,
): FetchFromRegistry {
  const lastCauses = new Map<string, string>();
  return async (member, request, context) => {
    const outcome = await fetch(member, request, context);
    const cause = outcome.kind === 'failed' ? `${outcome.state} ${outcome.cause}` : '';
    const isNew = lastCauses.get(member.code) !== cause;
    lastCauses.set(member.code, cause);
    if (outcome.kind === 'failed' && isNew && !clientLeft(outcome, context))
      log(`registry ${member.code}: ${describeFailure(outcome)}`);
    return outcome;
  };
}

const clientLeft = (outcome: Failed, { signal }: RequestContext): boolean =>
  signal.aborted && outcome.state !== 'TIMEOUT';

/** A registry chooses parts of the cause, so it is cut and kept on one line. */
function describeFailure({ state, code, cause, tookMs }: Failed): string {
  const text = `${code === undefined ? '' : `${code}: `}${cause}`.replace(/[\s\p{Cc}]+/gu, ' ');
  return `${state} after ${tookMs} ms: ${text.slice(0, maxCause)}`;
}
