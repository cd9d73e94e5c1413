import type { StoredRecord } from '@kopru/records';
import type { PageRow } from '@kopru/store';
import { readKey } from './terms.ts';

/** A record and its place in the order asked for. */
export interface Row {
  _id: string;
  doc: StoredRecord;
  key: string;
}

export const readRow = ({ doc, key }: Row): PageRow => ({ key: readKey(key), record: doc });
