import { GraphQLError } from 'graphql';
import { comparePositions, parsePageArguments } from '@kopru/schema';
import type { PageArguments } from '@kopru/schema';
import { registriesFor } from '../route.ts';
import { readConnection } from './connection.ts';
import type { MergedPage, Row } from './connection.ts';
import type { Merge } from './merge.ts';
import type { PagePlan } from './page-plan.ts';
import { openSource, pageRequest } from './page-source.ts';
import type { PageSource, PageTarget } from './page-source.ts';
import { writeConnection } from './write-connection.ts';

/** A row of the merged page and the source that it comes from. */
interface TakenRow {
  row: Row;
  source: PageSource;
}

interface Merged extends MergedPage {
  taken: TakenRow[];
  sources: readonly PageSource[];
}

/** One ordered page: a k-way merge of the registries' own ordered pages by (sort key, id). */
export const pageMerge: Merge<PagePlan, PageTarget, PageSource, Merged> = {
  plan(context, root) {
    const page = parsePageArguments(root.definition.name, root.args as unknown as PageArguments);
    if (page instanceof GraphQLError) return page;
    const connection = readConnection(context, root);
    return { context, root, page, connection, wanted: connection.needsRows ? page.first : 0 };
  },

  route(plan) {
    const members = registriesFor(plan.context.members, plan.page.where);
    if (members instanceof GraphQLError) return members;
    const first = shareOf(plan.wanted, members.length);
    return members.map((member) => pageRequest(plan, member, { first, after: plan.page.after }));
  },

  check: openSource,
  merge: mergeRows,
  report: (_plan, { sources }) => sources.map((source) => source.report()),
  write: (plan, merged, reports) => ({
    value: writeConnection(plan.connection, merged, reports),
    errors: errorsOf(plan, merged),
  }),
};

/**
 * One registry seldom has the whole page. So the first request asks each for its share and half as
 * much
 * again; later ones go only to a registry that runs dry.
 */
const shareOf = (wanted: number, members: number): number =>
  wanted === 0 ? 0 : Math.min(wanted, Math.ceil((wanted / members) * 1.5) + 5);

async function mergeRows(plan: PagePlan, sources: readonly PageSource[]): Promise<Merged> {
  const { page, wanted } = plan;
  const taken: TakenRow[] = [];
  while (taken.length < wanted) {
    const dry = sources.filter((source) => source.isDry());
    await Promise.all(dry.map((source) => source.fill(wanted - taken.length)));
    const source = firstOf(sources, page.orderBy.direction);
    if (!source) break;
    taken.push({ row: source.take(), source });
  }
  return {
    taken,
    sources,
    rows: taken.map(({ row }) => row),
    hasNextPage: sources.some((source) => source.hasMore()),
    hasPreviousPage: page.after !== null,
    totalCount: sources.reduce((sum, source) => sum + (source.total() ?? 0), 0),
  };
}

function firstOf(sources: readonly PageSource[], direction: 'ASC' | 'DESC'): PageSource | null {
  let best: PageSource | null = null;
  for (const source of sources) {
    const row = source.peek();
    const bestRow = best?.peek();
    if (row && (!bestRow || comparePositions(row.position, bestRow.position, direction) < 0))
      best = source;
  }
  return best;
}

/**
 * A registry that is down is named by its report. What it gave and cannot be used is an error, too.
 */
function errorsOf({ root, connection }: PagePlan, { taken, sources }: Merged): GraphQLError[] {
  const { key } = root.field;
  const violations = sources.flatMap(({ response, violation }) =>
    response.violationAt(violation(), [key]),
  );
  const failedFields = taken.flatMap(({ row, source }, index) =>
    row.failedFields.map(({ node, rest }) =>
      source.response.fieldFailedAt([key, ...connection.pathOf(node, index), ...rest]),
    ),
  );
  return [...violations, ...failedFields];
}
