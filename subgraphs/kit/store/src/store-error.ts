/** A store cannot be opened or used. The message is for the operator; a client sees the message of the code STORE_UNAVAILABLE. */
export class StoreError extends Error {
  readonly extensions = { code: 'STORE_UNAVAILABLE' };
}

/** A long read lost its snapshot, because a load replaced the records. It succeeds when it is repeated. */
export class SnapshotExpiredError extends StoreError {
  constructor() {
    super(
      'Expected the records to stay while they are read, but a load has replaced them. Try again.',
    );
  }
}

/** A batch was built on records that another writer has changed since. */
export class StoreConflict extends StoreError {
  constructor(expected: number, found: number) {
    super(
      `Expected the records as of change ${expected}, but the last one is ${found}: another process has written meanwhile. Try again.`,
    );
  }
}
