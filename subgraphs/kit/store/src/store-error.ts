import { OperatorError } from '@kopru/schema';

/**
 * A store cannot be opened or used. A client gets the message of its GraphQL error code instead.
 */
export class StoreError extends OperatorError {
  readonly extensions = { code: 'STORE_UNAVAILABLE' };
  constructor(message: string, options?: ErrorOptions) {
    super('STORE', message, options);
  }
}

/**
 * A long read lost its snapshot, because a load replaced the records. It succeeds when it is
 * repeated.
 */
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
