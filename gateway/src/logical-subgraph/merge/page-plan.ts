import type { ParsedPageArguments } from '@kopru/schema';
import type { MergeContext, RootField } from '../merge-context.ts';
import type { ConnectionPlan } from './connection.ts';

/** What a page needs to be requested, checked and written. */
export interface PagePlan {
  context: MergeContext;
  root: RootField;
  page: ParsedPageArguments;
  connection: ConnectionPlan;
  /** Rows of the merged page; 0 if the client selects none. */
  wanted: number;
}
