import { GraphQLError } from 'graphql';
import { catalogueError, comparePositions, parsePageArguments } from '@kopru/schema';
import type { PageArguments, ParsedPageArguments } from '@kopru/schema';
import { refusal, withPath } from '../field-answer.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { registriesFor } from '../route.ts';
import type { Question, Spanning } from '../spanning.ts';
import { readConnection } from './connection.ts';
import type { ConnectionPlan, PageResult } from './connection.ts';
import { openSource } from './page-source.ts';
import type { PageSource } from './page-source.ts';
import { writeConnection } from './write-connection.ts';

/** One ordered page over many registries: a k-way merge of their own ordered pages by (sort key, id). */
export async function mergePage(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const page = parsePageArguments(
    question.definition.name,
    question.args as unknown as PageArguments,
  );
  if (page instanceof GraphQLError) return refusal(withPath(page, [question.field.key]));
  const members = registriesFor(spanning.members, page.where);
  if (members instanceof GraphQLError) return refusal(withPath(members, [question.field.key]));

  const plan = readConnection(spanning, question);
  const sources = members.map((member) => openSource({ spanning, question, plan, page, member }));
  const result = await merge(sources, page, plan);
  for (const report of result.reports) question.context.note(report);
  return {
    value: writeConnection(plan, result),
    errors: errorsOf(question.field.key, sources, plan, result),
  };
}

async function merge(
  sources: readonly PageSource[],
  page: ParsedPageArguments,
  plan: ConnectionPlan,
): Promise<PageResult> {
  const wanted = plan.needsRows ? page.first : 0;
  // One registry seldom has the whole page: ask each for its share and half as much again, and later only the one that runs dry.
  const share = wanted === 0 ? 0 : Math.min(wanted, Math.ceil((wanted / sources.length) * 1.5) + 5);
  await Promise.all(sources.map((source) => source.fill(share)));

  const rows: PageResult['rows'] = [];
  while (rows.length < wanted) {
    const dry = sources.filter((source) => source.isDry());
    await Promise.all(dry.map((source) => source.fill(wanted - rows.length)));
    const next = firstOf(sources, page.orderBy.direction);
    if (!next) break;
    rows.push(next.take());
  }
  return {
    rows,
    hasNextPage: sources.some((source) => source.hasMore()),
    hasPreviousPage: page.after !== null,
    totalCount: sources.reduce((sum, source) => sum + (source.total() ?? 0), 0),
    reports: sources.map((source) => source.report()),
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

/** A registry that is down is told of by its report; what it gave and could not be used is an error, too. */
function errorsOf(
  key: string,
  sources: readonly PageSource[],
  plan: ConnectionPlan,
  { rows }: PageResult,
): GraphQLError[] {
  const breaches = sources.flatMap((source) => {
    const clause = source.breach();
    const registry = source.code;
    return clause === null
      ? []
      : [
          catalogueError(
            'REGISTRY_ANSWER_INVALID',
            { registry, clause },
            { path: [key], registry },
          ),
        ];
  });
  const failedFields = rows.flatMap((row, index) =>
    row.failedFields.map(({ node, rest }) =>
      catalogueError(
        'REGISTRY_FIELD_FAILED',
        { registry: row.registry },
        { path: [key, ...plan.pathOf(node, index), ...rest], registry: row.registry },
      ),
    ),
  );
  return [...breaches, ...failedFields];
}
