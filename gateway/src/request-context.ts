import { worseState } from './logical-subgraph/report.ts';
import type { Report } from './logical-subgraph/report.ts';

/** What one client request carries through the hub: its time, its end, and what the registries did for it. */
export interface RequestContext {
  /** On the clock of performance.now(). */
  deadlineAt: number;
  /** Aborts when the time is over, and when the client leaves. */
  signal: AbortSignal;
  /** Told of each registry's part in each field; the answer's `extensions` gives the sum. */
  note(report: Report): void;
  /** A function, since Apollo Server copies the context, and with it the value of any property, before the first registry is asked. */
  reports(): readonly Report[];
}

export function createRequestContext({
  deadlineMs,
  signal,
}: {
  deadlineMs: number;
  signal: AbortSignal;
}): RequestContext {
  const reports = new Map<string, Report>();
  return {
    deadlineAt: performance.now() + deadlineMs,
    // One timer a request, whatever number of registry calls hangs on it.
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    note(report) {
      const known = reports.get(report.registry);
      reports.set(report.registry, known ? combine(known, report) : report);
    },
    reports: () => [...reports.values()],
  };
}

function combine(one: Report, other: Report): Report {
  const worse = worseState(one.state, other.state) === one.state ? one : other;
  return {
    registry: one.registry,
    state: worse.state,
    returned: one.returned + other.returned,
    total: null,
    tookMs: Math.max(one.tookMs, other.tookMs),
    detail: worse.detail,
  };
}
