import { errorMessage } from '@kopru/schema';
import type { Outcome } from '../registry-client/outcome.ts';
import { failureCode } from '../registry-client/outcome.ts';

/** What one registry did for one field of an answer: the contract's RegistryReport. */
export interface Report {
  registry: string;
  state: ReportState;
  returned: number;
  total: number | null;
  tookMs: number;
  detail: string | null;
}

const statesFromGoodToBad = ['OK', 'PARTIAL', 'REFUSED', 'TIMEOUT', 'UNAVAILABLE'] as const;
export type ReportState = (typeof statesFromGoodToBad)[number];

export const worseState = (one: ReportState, other: ReportState): ReportState =>
  statesFromGoodToBad.indexOf(one) >= statesFromGoodToBad.indexOf(other) ? one : other;

/** A registry's report on one outcome; `breach` is the contract clause that part of its answer broke. */
export function reportOf(
  registry: string,
  outcome: Outcome,
  returned: number,
  breach: string | null = null,
): Report {
  const { tookMs } = outcome;
  if (outcome.kind === 'failed') {
    const known =
      outcome.code === 'CHANGE_TOKEN_UNKNOWN' ? outcome.code : failureCode[outcome.state];
    const detail = detailOf(known, { registry });
    return { registry, state: outcome.state, returned, total: null, tookMs, detail };
  }
  if (breach !== null) {
    const detail = detailOf('REGISTRY_ANSWER_INVALID', { registry, clause: breach });
    return { registry, state: 'PARTIAL', returned, total: null, tookMs, detail };
  }
  const partly = outcome.errors.length > 0;
  const detail = partly ? detailOf('REGISTRY_FIELD_FAILED', { registry }) : null;
  return { registry, state: partly ? 'PARTIAL' : 'OK', returned, total: null, tookMs, detail };
}

type RegistryErrorCode =
  | (typeof failureCode)[keyof typeof failureCode]
  | 'REGISTRY_ANSWER_INVALID'
  | 'REGISTRY_FIELD_FAILED'
  // The one refusal of a registry that its caller can mend: by following it anew.
  | 'CHANGE_TOKEN_UNKNOWN';

const detailOf = (code: RegistryErrorCode, params: { registry: string; clause?: string }): string =>
  `${code}: ${errorMessage(code, { clause: '', ...params })}`;
