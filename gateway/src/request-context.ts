import { worseReport } from '@kopru/schema';
import type { Report } from './report/report.ts';

/** What one client request carries through the hub: its deadline, its end, and the reports. */
export interface RequestContext {
  /** On the clock of performance.now(). */
  deadlineAt: number;
  /** Aborts when the time is over, and when the client leaves. */
  signal: AbortSignal;
  /** Adds what a registry did for one field. The sum stands in the response's `extensions`. */
  addReport(report: Report): void;
  /**
   * A function: Apollo Server copies the context, and with it the value of any property, before the
   * first registry is requested.
   */
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
    // One timer per client request, however many registry calls hang on it.
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
    addReport(report) {
      const previous = reports.get(report.registry);
      reports.set(report.registry, previous ? combine(previous, report) : report);
    },
    reports: () => [...reports.values()],
  };
}

function combine(one: Report, other: Report): Report {
  const { state, detail } = worseReport(one, other);
  return {
    registry: one.registry,
    state,
    returned: one.returned + other.returned,
    total: null,
    tookMs: Math.max(one.tookMs, other.tookMs),
    detail,
  };
}
