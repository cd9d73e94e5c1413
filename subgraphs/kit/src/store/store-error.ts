/** A store that cannot be opened or used, in words for the operator; a client sees its code's own words. */
export class StoreError extends Error {
  readonly extensions = { code: 'STORE_UNAVAILABLE' };
}
