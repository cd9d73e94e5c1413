import { GraphQLError } from 'graphql';
import { catalogueError, decodeWatermarks, parseChangesArguments } from '@kopru/schema';
import { fieldVariables } from '../registry-query.ts';
import { registriesFor } from '../route.ts';
import { readChangePage } from './change-page.ts';
import type {
  FeedPlan,
  FeedRow,
  FeedSource,
  FeedTarget,
  MergedChange,
  MergedFeed,
} from './feed-plan.ts';
import { readFeed } from './feed-source.ts';
import type { Merge } from './merge.ts';
import { writeChangePage } from './write-change-page.ts';

/**
 * Changes by their time, those of one registry in its own order. The token holds one watermark per
 * registry: what is cut off here, or could not be fetched, comes with the next request.
 */
export const feedMerge: Merge<FeedPlan, FeedTarget, FeedSource, MergedFeed> = {
  plan(context, root) {
    const args = parseChangesArguments(root.args);
    if (args instanceof GraphQLError) return args;
    const since = args.since === null ? new Map<string, string>() : decodeWatermarks(args.since);
    if (!since) return catalogueError('CHANGE_TOKEN_MALFORMED', {});
    const { first, registries } = args;
    return { context, root, first, registries, since, ...readChangePage(context, root) };
  },

  route({ context, root, registries, since, query }) {
    const members = registriesFor(context.members, { registries });
    if (members instanceof GraphQLError) return members;
    return members.map((member) => {
      const target = { since: since.get(member.code) ?? null };
      const variables = fieldVariables(root, { ...root.args, ...target, registries: null });
      return { member, query, variables, target };
    });
  },

  check: readFeed,
  merge: mergeChanges,
  report: (_plan, { rows, sources }) =>
    sources.map((source) =>
      source.response.report(rows.filter((row) => row.source === source).length, source.violation),
    ),
  write: writeChangePage,
};

function mergeChanges({ since, first }: FeedPlan, sources: readonly FeedSource[]): MergedFeed {
  const watermarks = new Map(since);
  const taken = new Map(sources.map((source) => [source, 0]));
  const headOf = (source: FeedSource): FeedRow | undefined => source.rows[taken.get(source) ?? 0];
  const rows: MergedChange[] = [];
  while (rows.length < first) {
    const source = oldest(sources, headOf);
    const row = source && headOf(source);
    if (!row) break;
    taken.set(source, (taken.get(source) ?? 0) + 1);
    watermarks.set(source.response.registry, row.token);
    rows.push({ ...row, source, watermarks: new Map(watermarks) });
  }
  for (const source of sources)
    if (!headOf(source) && source.next !== null)
      watermarks.set(source.response.registry, source.next);
  return {
    rows,
    sources,
    watermarks,
    more: sources.some((source) => source.more || headOf(source) !== undefined),
  };
}

/** The source whose next row is the oldest. */
function oldest(
  sources: readonly FeedSource[],
  headOf: (source: FeedSource) => FeedRow | undefined,
): FeedSource | undefined {
  let best: FeedSource | undefined;
  for (const source of sources) {
    const head = headOf(source);
    const bestHead = best && headOf(best);
    if (head && (!bestHead || head.at < bestHead.at)) best = source;
  }
  return best;
}
