import { GraphQLError } from 'graphql';
import type { SelectedField } from './selection.ts';

/** A path in the response, as in a GraphQL error. */
export type Path = readonly (string | number)[];

/** The value of one root field, and the errors of it. */
export interface FieldResult {
  value: unknown;
  errors: readonly GraphQLError[];
}

/** A root field that has no value because of one error. */
export const failedField = (error: GraphQLError, { key }: SelectedField): FieldResult => ({
  value: null,
  errors: [withPath(error, [key])],
});

/** The same error at this path of the response. */
export const withPath = (error: GraphQLError, path: Path): GraphQLError =>
  new GraphQLError(error.message, { path, extensions: error.extensions });

/** An object with the client's response keys, from values by field name. */
export function project(
  fields: readonly SelectedField[],
  typeName: string,
  valueOf: (field: SelectedField) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [field.key, field.name === '__typename' ? typeName : valueOf(field)]),
  );
}

/** The objects of a list, each with the client's response keys. */
export const projectAll = (
  fields: readonly SelectedField[],
  typeName: string,
  rows: readonly object[],
): Record<string, unknown>[] =>
  rows.map((row) =>
    project(fields, typeName, ({ name }) => (row as Record<string, unknown>)[name] ?? null),
  );
