/** A store that cannot be opened or used, in words for the operator. */
export class StoreError extends Error {}
