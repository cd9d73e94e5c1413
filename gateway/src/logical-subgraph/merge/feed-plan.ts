import type { Watermarks } from '@kopru/schema';
import type { Path } from '../field-result.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import type { MemberResponse } from '../request-members.ts';
import type { ChangePagePlan } from './change-page.ts';

/** What a page of changes needs to be requested, checked and written. */
export interface FeedPlan extends ChangePagePlan {
  context: MergeContext;
  root: RootField;
  first: number;
  registries: readonly string[] | null;
  /** Where the client stands at each registry. */
  since: Watermarks;
}

/** What one registry is requested to continue from; null for the beginning. */
export interface FeedTarget {
  since: string | null;
}

/** A row of the merged page, and where it comes from. */
export interface MergedChange extends FeedRow {
  source: FeedSource;
  /** The watermark of each registry once this row is read. */
  watermarks: Watermarks;
}

/** One page of changes over all registries. */
export interface MergedFeed {
  rows: MergedChange[];
  sources: readonly FeedSource[];
  watermarks: Watermarks;
  more: boolean;
}

/** One change of a registry. */
export interface FeedRow {
  at: string;
  token: string;
  /** By the alias of each selection of changes. */
  values: Readonly<Record<string, unknown>>;
  /** What the registry could not give of it: the alias, then the path below. */
  failedFields: { alias: string; rest: Path }[];
}

/**
 * What one registry gave of its changes: the rows before the first that the contract does not
 * allow.
 */
export interface FeedSource {
  response: MemberResponse<FeedTarget>;
  rows: FeedRow[];
  /** Where to continue once all rows are taken; null if the registry never gave a token. */
  next: string | null;
  more: boolean;
  /** The rule of the contract that the page breaks. */
  violation: string | null;
}
