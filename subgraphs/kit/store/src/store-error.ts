import { OperatorError } from '@kopru/schema';

/** A store cannot be opened or used. A client gets the message of its GraphQL error code instead. */
export class StoreError extends OperatorError {
  readonly extensions = { code: 'STORE_UNAVAILABLE' };
  constructor(message: string, options?: ErrorOptions) {
    super('STORE', message, options);
  }
}

/** Of reads that go on for long: what they read has been replaced meanwhile. Begun again they succeed. */
export class SnapshotExpiredError extends StoreError {
  constructor() {
    super(
      'Expected records that stay while they are read, but a load has put others in their place. Try again.',
    );
  }
}

/** Of a batch that was to be written on what is not there any more: somebody else has written meanwhile. */
export class StoreConflict extends StoreError {
  constructor(expected: number, found: number) {
    super(
      `Expected the records as of change ${expected}, but the last one is ${found}: somebody else has written meanwhile. Try again.`,
    );
  }
}
