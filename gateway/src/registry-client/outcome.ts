/** What came of one request to one registry. A registry that is down is an outcome, never an exception. */
export type Outcome = Answered | Failed;

export interface Answered {
  kind: 'answered';
  data: Readonly<Record<string, unknown>>;
  /** Paths of the fields it could not give; its texts stay here. */
  errors: { path: readonly (string | number)[] }[];
  tookMs: number;
}

export interface Failed {
  kind: 'failed';
  state: 'TIMEOUT' | 'UNAVAILABLE' | 'REFUSED';
  /** Of a question refused: the first code that the registry gives for it. Its texts stay here. */
  code?: string;
  tookMs: number;
}

export const failureCode = {
  TIMEOUT: 'REGISTRY_TIMEOUT',
  UNAVAILABLE: 'REGISTRY_UNAVAILABLE',
  REFUSED: 'REGISTRY_REFUSED',
} as const;
