import { isObjectType } from 'graphql';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { catalogueError, parseGlobalId } from '@kopru/schema';
import { extensionProblems } from './extension-problems.ts';
import type { Facts } from './filter.ts';
import type { IndexedRecord } from './indexed-record.ts';
import { kinds } from './kinds/index.ts';
import type { StoredRecord } from './kinds/index.ts';
import type { Kind, Statistics } from './kinds/kind.ts';

/**
 * Validates one record of any kind and indexes it. `code` is the registry's code, `schema` its
 * contract with its extension. Throws
 * RECORD_INVALID with the first five problems.
 */
export function readRecord(code: string, schema: GraphQLSchema, input: unknown): IndexedRecord {
  const checked = checkRecord(code, schema, input);
  if (!Array.isArray(checked)) return checked;
  const problems = checked
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'record'}: ${message}`);
  throw catalogueError('RECORD_INVALID', {
    id: String((Object(input) as { id?: unknown }).id),
    problems: problems.join('; '),
  });
}

export interface RecordProblem {
  /** The path of the value within the record. */
  path: readonly PropertyKey[];
  message: string;
}

/** The same as readRecord, but returns all problems as a value. */
export function checkRecord(
  code: string,
  schema: GraphQLSchema,
  input: unknown,
): IndexedRecord | RecordProblem[] {
  const { kind: name } = Object(input) as { kind?: unknown };
  const kind = kinds.find((each) => each.name === name);
  if (!kind)
    return [
      { path: ['kind'], message: `expected one of ${kinds.map((each) => each.name).join(', ')}` },
    ];
  const parsed = kind.schema.safeParse(input);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => ({ path, message }));
  const record = parsed.data;
  const isOfRegistry = parseGlobalId(record.id)?.registry === code;
  const problems: RecordProblem[] = [
    ...(isOfRegistry ? [] : [{ path: ['id'], message: `an id that begins with ${code}.` }]),
    ...extensionProblems(code, objectType(schema, kind.typeName), record.extension).map(toProblem),
  ];
  return problems.length > 0 ? problems : indexRecord(kind, record);
}

function toProblem(text: string): RecordProblem {
  const [path = '', ...message] = text.split(': ');
  return { path: path.split('.'), message: message.join(': ') };
}

/** Computes the terms, sort keys and facts of a valid record. */
export function indexRecord(kind: Kind<StoredRecord>, record: StoredRecord): IndexedRecord {
  return {
    record,
    entries: Object.values(kind.filters).flatMap((field) => field.entries(record)),
    keys: Object.fromEntries(
      Object.entries(kind.orders).map(([order, key]) => [order, key(record)]),
    ),
    ...(kind.statistics && { facts: factsOf(kind.statistics, record) }),
  };
}

/** The dimensions and then the measures, in the order of the kind. */
const factsOf = ({ dimensions, measures }: Statistics<StoredRecord>, record: StoredRecord): Facts =>
  [...Object.values(dimensions), ...Object.values(measures)].map((fact) => fact(record));

function objectType(schema: GraphQLSchema, name: string): GraphQLObjectType | undefined {
  const type = schema.getType(name);
  return isObjectType(type) ? type : undefined;
}
