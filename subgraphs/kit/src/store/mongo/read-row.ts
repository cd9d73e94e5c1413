import type { StoredRecord } from '../../kinds/index.ts';
import type { PageRow } from '../store.ts';
import { readKey } from './terms.ts';

/** A record and its place in the order asked for. */
export interface Row {
  _id: string;
  doc: StoredRecord;
  key: string;
}

export const readRow = ({ doc, key }: Row): PageRow => ({ key: readKey(key), record: doc });
