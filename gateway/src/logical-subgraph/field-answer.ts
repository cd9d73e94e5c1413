import { GraphQLError } from 'graphql';
import type { SelectedField } from './selection.ts';

/** The value of one root field and what went wrong on the way. */
export interface FieldAnswer {
  value: unknown;
  errors: readonly GraphQLError[];
}

export const refusal = (error: GraphQLError): FieldAnswer => ({ value: null, errors: [error] });

/** The error at its place in the answer. */
export const withPath = (error: GraphQLError, path: readonly (string | number)[]): GraphQLError =>
  new GraphQLError(error.message, { path, extensions: error.extensions });

/** An object with the client's response keys, out of values by field name. */
export function project(
  fields: readonly SelectedField[],
  typeName: string,
  valueOf: (field: SelectedField) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => [field.key, field.name === '__typename' ? typeName : valueOf(field)]),
  );
}
