import { kindOf } from '@kopru/records';
import type { StoredRecord } from '@kopru/records';

/** Records with their defaults, as the kit stores them: the input of a plain reference. */
export const withDefaults = (records: readonly object[]): StoredRecord[] =>
  records.map((record) => kindOf((record as StoredRecord).kind).schema.parse(record));
