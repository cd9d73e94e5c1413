/**
 * The outcome of one request to one registry. A registry that is down is an outcome, never an
 * exception.
 */
export type Outcome = Answered | Failed;

export interface Answered {
  kind: 'answered';
  data: Readonly<Record<string, unknown>>;
  /** Paths of the fields that the registry could not give. Its messages stay here. */
  errors: { path: readonly (string | number)[] }[];
  tookMs: number;
}

export interface Failed {
  kind: 'failed';
  state: 'TIMEOUT' | 'UNAVAILABLE' | 'REFUSED';
  /** The first error code that the registry gives for a request it refuses. */
  code?: string;
  /** Why, for the hub's log alone: it may name addresses and internals. */
  cause: string;
  tookMs: number;
}

/** The catalogue's code for each way a request fails. */
export const failureCode = {
  TIMEOUT: 'REGISTRY_TIMEOUT',
  UNAVAILABLE: 'REGISTRY_UNAVAILABLE',
  REFUSED: 'REGISTRY_REFUSED',
} as const;
