import type { StoredRecord } from '@kopru/records';
import type { PageRow } from '@kopru/store';
import type { Row } from './database.ts';

export const readDoc = (row: Row): StoredRecord => JSON.parse(String(row.doc)) as StoredRecord;

export const readRow = (row: Row): PageRow => ({
  key: row.missing === 1 ? null : String(row.key),
  record: readDoc(row),
});
