import { OperatorError } from '@kopru/schema';
import type { Imported } from './import-request.ts';

/** The reason why nothing was written, in words for the operator. */
export class ImportRefusal extends OperatorError {
  readonly counts: Imported;
  constructor(message: string, counts: Imported) {
    super('IMPORT', message);
    this.counts = counts;
  }
}
