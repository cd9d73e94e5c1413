import { GraphQLError } from 'graphql';
import {
  catalogueError,
  decodeWatermarks,
  encodeWatermarks,
  parseChangesArguments,
} from '@kopru/schema';
import type { Watermarks } from '@kopru/schema';
import { project, refusal, withPath } from '../field-answer.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { objectTypeBelow } from '../object-type.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { registriesFor } from '../route.ts';
import { fieldsOf, printSelections } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';
import { readFeed } from './feed-source.ts';
import type { FeedRow, FeedSource } from './feed-source.ts';

interface MergedRow extends FeedRow {
  registry: string;
  /** Every registry's place once this row is read. */
  watermarks: Watermarks;
}

/**
 * Changes of many registries by their time, each registry's in its own order. The token holds one watermark for each: what is cut off here,
 * or was not answered, comes with the next question.
 */
export async function mergeFeed(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const { key } = question.field;
  const asked = parseChangesArguments(question.args);
  const refuse = (error: GraphQLError) => refusal(withPath(error, [key]));
  if (asked instanceof GraphQLError) return refuse(asked);
  const since = asked.since === null ? new Map<string, string>() : decodeWatermarks(asked.since);
  if (!since) return refuse(catalogueError('CHANGE_TOKEN_MALFORMED', {}));
  const members = registriesFor(spanning.members, { registries: asked.registries });
  if (members instanceof GraphQLError) return refuse(members);

  const plan = readPlan(spanning, question);
  const sources = await Promise.all(
    members.map(async (member) => {
      const place = since.get(member.code) ?? null;
      const variables = fieldVariables(question, {
        ...question.args,
        since: place,
        registries: null,
      });
      const outcome = await spanning.ask(
        member,
        { query: plan.query, variables },
        question.context,
      );
      return readFeed(outcome, {
        spanning,
        member,
        since: place,
        first: asked.first,
        key,
        ...plan,
      });
    }),
  );
  const { rows, watermarks, more } = merge(sources, since, asked.first);
  const reports = sources.map(({ code, report }) =>
    report(rows.filter(({ registry }) => registry === code).length),
  );
  for (const report of reports) question.context.note(report);

  const values: Readonly<Record<string, (field: SelectedField) => unknown>> = {
    entries: (field) => rows.map((row) => writeChange(field, row, plan.aliases.get(field) ?? '')),
    next: () => encodeWatermarks(watermarks),
    more: () => more,
    registries: (field) =>
      reports.map((report) => {
        const cells: Readonly<Record<string, unknown>> = { ...report };
        return project(fieldsOf(field.selections), plan.reportType, ({ name }) => cells[name]);
      }),
  };
  return {
    value: project(plan.fields, plan.pageType, (field) => values[field.name]?.(field)),
    errors: [...sources.flatMap(({ error }) => error ?? []), ...failedFields(rows, plan, key)],
  };
}

function readPlan({ schema }: Spanning, question: Question) {
  const page = objectTypeBelow(schema, question.definition.type);
  const fields = fieldsOf(question.field.selections);
  // The same change can be selected in several places with selections that need not agree, so each place gets an alias of its own.
  const places = fields.filter(({ name }) => name === 'entries');
  const aliases = new Map(places.map((field, index) => [field, own(`entries${index}`)]));
  const selections = new Map(places.map((field) => [aliases.get(field) ?? '', field.selections]));
  const lists = [...selections].map(
    ([alias, selected]) => `${alias}: entries { ${printSelections(selected)} }`,
  );
  const body = `${own('entries')}: entries { token at id } ${lists.join(' ')} next more`;
  return {
    fields,
    aliases,
    selections,
    pageType: page.name,
    changeType: objectTypeBelow(schema, page.getFields().entries?.type),
    reportType: objectTypeBelow(schema, page.getFields().registries?.type).name,
    query: printFieldQuery({
      question,
      body,
      selections: places.flatMap((field) => field.selections),
    }),
  };
}

function merge(sources: readonly FeedSource[], since: Watermarks, first: number) {
  const watermarks = new Map(since);
  const taken = new Map(sources.map(({ code }) => [code, 0]));
  const headOf = ({ code, rows }: FeedSource): FeedRow | undefined => rows[taken.get(code) ?? 0];
  const rows: MergedRow[] = [];
  while (rows.length < first) {
    const source = oldest(sources, headOf);
    const row = source && headOf(source);
    if (!row) break;
    taken.set(source.code, (taken.get(source.code) ?? 0) + 1);
    watermarks.set(source.code, row.token);
    rows.push({ ...row, registry: source.code, watermarks: new Map(watermarks) });
  }
  for (const source of sources)
    if (!headOf(source) && source.next !== null) watermarks.set(source.code, source.next);
  return {
    rows,
    watermarks,
    more: sources.some((source) => source.more || headOf(source) !== undefined),
  };
}

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

function writeChange(field: SelectedField, row: MergedRow, alias: string): Record<string, unknown> {
  const value = row.values[alias] as Readonly<Record<string, unknown>>;
  const tokens = fieldsOf(field.selections).filter(({ name }) => name === 'token');
  // Its own token is good at its registry alone.
  return {
    ...value,
    ...Object.fromEntries(tokens.map(({ key }) => [key, encodeWatermarks(row.watermarks)])),
  };
}

/** What a registry could not give of a change, at its place in the answer. */
function failedFields(
  rows: readonly MergedRow[],
  { aliases }: ReturnType<typeof readPlan>,
  key: string,
): GraphQLError[] {
  const keys = new Map([...aliases].map(([field, alias]) => [alias, field.key]));
  return rows.flatMap(({ registry, failedFields: failed }, index) =>
    failed.map(({ alias, rest }) =>
      catalogueError(
        'REGISTRY_FIELD_FAILED',
        { registry },
        { path: [key, keys.get(alias) ?? 'entries', index, ...rest], registry },
      ),
    ),
  );
}
