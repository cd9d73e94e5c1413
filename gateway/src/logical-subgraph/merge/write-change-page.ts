import type { GraphQLError } from 'graphql';
import { encodeWatermarks } from '@kopru/schema';
import type { Report } from '../../report/report.ts';
import { project, projectAll } from '../field-result.ts';
import type { FieldResult } from '../field-result.ts';
import { fieldsOf } from '../selection.ts';
import type { SelectedField } from '../selection.ts';
import type { FeedPlan, MergedChange, MergedFeed } from './feed-plan.ts';

/** The merged page of changes under the client's own response keys, and its errors. */
export function writeChangePage(
  plan: FeedPlan,
  { rows, sources, watermarks, more }: MergedFeed,
  reports: readonly Report[],
): FieldResult {
  const writers: Readonly<Record<string, (field: SelectedField) => unknown>> = {
    entries: (field) => rows.map((row) => writeChange(field, row, plan.aliases.get(field) ?? '')),
    next: () => encodeWatermarks(watermarks),
    more: () => more,
    registries: (field) => projectAll(fieldsOf(field.selections), plan.typeNames.report, reports),
  };
  const violations = sources.flatMap(({ response, violation }) =>
    response.violationAt(violation, [plan.root.field.key]),
  );
  return {
    value: project(plan.fields, plan.typeNames.page, (field) => writers[field.name]?.(field)),
    errors: [...violations, ...failedFields(rows, plan)],
  };
}

function writeChange(
  field: SelectedField,
  row: MergedChange,
  alias: string,
): Record<string, unknown> {
  const value = row.values[alias] as Readonly<Record<string, unknown>>;
  const tokens = fieldsOf(field.selections).filter(({ name }) => name === 'token');
  // The registry's token is valid at that registry alone.
  return {
    ...value,
    ...Object.fromEntries(tokens.map(({ key }) => [key, encodeWatermarks(row.watermarks)])),
  };
}

/** What a registry could not give of a change, at its path in the response. */
function failedFields(rows: readonly MergedChange[], { aliases, root }: FeedPlan): GraphQLError[] {
  const keys = new Map([...aliases].map(([field, alias]) => [alias, field.key]));
  return rows.flatMap(({ source, failedFields: failed }, index) =>
    failed.map(({ alias, rest }) =>
      source.response.fieldFailedAt([root.field.key, keys.get(alias) ?? 'entries', index, ...rest]),
    ),
  );
}
