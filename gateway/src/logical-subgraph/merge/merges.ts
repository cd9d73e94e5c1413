import { spans } from '@kopru/schema';
import { cellsMerge } from './cells.ts';
import { concatMerge } from './concat.ts';
import { entitiesMerge } from './entities.ts';
import { feedMerge } from './feed.ts';
import type { Merge } from './merge.ts';
import { ownerMerge } from './owner.ts';
import { pageMerge } from './page.ts';

/** A merge whose own types only itself knows; the executor hands its values on unread. */
type AnyMerge = Merge<unknown, unknown, unknown, unknown>;

/** By the contract's Merge enum. */
const merges: Readonly<Record<string, AnyMerge>> = {
  PAGE: pageMerge,
  CELLS: cellsMerge,
  CONCAT: concatMerge,
  OWNER: ownerMerge,
  FEED: feedMerge,
};

/**
 * The merge that the contract names for a root field (`@spans`); of `_entities`, federation's own.
 */
export function mergeOf(rootField: string): AnyMerge {
  const span = spans.get(rootField);
  if (!span) return entitiesMerge;
  const merge = merges[span.merge];
  if (!merge)
    throw new Error(
      `Expected a merge of ${Object.keys(merges).join(', ')}, but the contract says ${span.merge}`,
    );
  return merge;
}
