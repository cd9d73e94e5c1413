import type { Imported } from './import-request.ts';

/** The reason why nothing was written, in words for the operator. */
export class ImportRefusal extends Error {
  readonly counts: Imported;
  constructor(message: string, counts: Imported) {
    super(message);
    this.counts = counts;
  }
}
