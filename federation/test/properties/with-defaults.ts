import { kindOf } from '@kopru/records';
import type { StoredRecord } from '@kopru/records';

/** Records as the kit keeps them, with their defaults: what a plain reference takes, whatever the registry keeps. */
export const withDefaults = (records: readonly object[]): StoredRecord[] =>
  records.map((record) => kindOf((record as StoredRecord).kind).schema.parse(record));
