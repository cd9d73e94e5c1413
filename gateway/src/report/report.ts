import { errorMessage, worseReport } from '@kopru/schema';
import type { RegistryState } from '@kopru/schema';
import type { Outcome } from '../registry-client/outcome.ts';
import { failureCode } from '../registry-client/outcome.ts';

/** What one registry did for one field of a response: the contract's RegistryReport. */
export interface Report {
  registry: string;
  state: RegistryState;
  returned: number;
  total: number | null;
  tookMs: number;
  detail: string | null;
}

/** A registry's report on one outcome. `violation` is the rule of the contract that it broke. */
export function reportOf(
  registry: string,
  outcome: Outcome,
  returned: number,
  violation: string | null = null,
): Report {
  const { tookMs } = outcome;
  if (outcome.kind === 'failed') {
    const code =
      outcome.code === 'CHANGE_TOKEN_UNKNOWN' ? outcome.code : failureCode[outcome.state];
    const detail = detailOf(code, { registry });
    return { registry, state: outcome.state, returned, total: null, tookMs, detail };
  }
  if (violation !== null) {
    const detail = detailOf('REGISTRY_ANSWER_INVALID', { registry, clause: violation });
    return { registry, state: 'PARTIAL', returned, total: null, tookMs, detail };
  }
  const isPartial = outcome.errors.length > 0;
  const detail = isPartial ? detailOf('REGISTRY_FIELD_FAILED', { registry }) : null;
  return { registry, state: isPartial ? 'PARTIAL' : 'OK', returned, total: null, tookMs, detail };
}

/** One report over several calls to one registry: the worst of them, and the time of all. */
export function sumReports(reports: readonly Report[]): Report {
  const worst = reports.reduce(worseReport);
  return { ...worst, tookMs: reports.reduce((sum, report) => sum + report.tookMs, 0) };
}

type RegistryErrorCode =
  | (typeof failureCode)[keyof typeof failureCode]
  | 'REGISTRY_ANSWER_INVALID'
  | 'REGISTRY_FIELD_FAILED'
  // The only refusal that the caller can fix: it follows the registry from the beginning.
  | 'CHANGE_TOKEN_UNKNOWN';

const detailOf = (code: RegistryErrorCode, params: { registry: string; clause?: string }): string =>
  `${code}: ${errorMessage(code, { clause: '', ...params })}`;
