import { kindOf } from '@kopru/kit';
import type { StoredRecord } from '@kopru/kit';

/** Records as the kit keeps them, with their defaults: what a plain reference takes, whatever the registry keeps. */
export const withDefaults = (records: readonly object[]): StoredRecord[] =>
  records.map((record) => kindOf((record as StoredRecord).kind).schema.parse(record));
