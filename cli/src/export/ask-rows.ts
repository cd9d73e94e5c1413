import { readFile } from 'node:fs/promises';
import {
  GraphQLError,
  buildClientSchema,
  getIntrospectionQuery,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  isInterfaceType,
  Kind,
  parse,
  print,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLOutputType,
  GraphQLSchema,
  IntrospectionQuery,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { CommandError } from '../outcome.ts';
import { ask } from './ask.ts';
import type { Answer } from './ask.ts';
import { guard } from './guard.ts';
import type { CellValue, RegistryReport, Rows } from './rows.ts';

const pageSize = 200;
const field = 'kopru_rows';

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  registries: RegistryReport[];
}

/** The rows of a query's one connection, asked page after page. */
export async function askRows(
  url: string,
  given: string,
  variablesText: string | undefined,
): Promise<Rows> {
  const text = given.startsWith('@') ? await readFile(given.slice(1), 'utf8') : given;
  const variables = readVariables(variablesText);
  const { query, columns } = plan(await askSchema(url), text);
  const reports = new Map<string, RegistryReport>();
  const errors: string[] = [];
  async function* rows() {
    for (let after: string | null = null, more = true; more;) {
      const answer: Answer = await ask(url, query, { ...variables, kopru_after: after });
      errors.push(...answer.errors.map(({ message }) => message));
      const page = answer.data[field] as Page | null;
      if (!page) throw new CommandError(`Expected rows of ${url}, but got ${errors[0] ?? 'none'}`);
      for (const report of page.registries)
        reports.set(report.registry, add(reports.get(report.registry), report));
      for (const node of page.nodes) yield { whole: node, cells: cellsOf(node, columns) };
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
  }
  return {
    columns,
    rows: rows(),
    total: null,
    outcome: () => ({ registries: [...reports.values()], errors }),
  };
}

async function askSchema(url: string): Promise<GraphQLSchema> {
  const { data } = await ask(url, getIntrospectionQuery());
  try {
    return buildClientSchema(data as unknown as IntrospectionQuery);
  } catch {
    throw new CommandError(
      `Expected the schema of a hub or a registry at ${url}, but got ${JSON.stringify(data).slice(0, 80)}`,
    );
  }
}

function add(known: RegistryReport | undefined, page: RegistryReport): RegistryReport {
  if (!known) return page;
  const worse = known.state === 'OK' ? page : known;
  return { ...worse, returned: known.returned + page.returned };
}

function readVariables(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {};
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new CommandError('Expected --variables to be a JSON object.');
}

/** The query with what paging needs, and the columns that its rows have. */
function plan(schema: GraphQLSchema, text: string): { query: string; columns: Rows['columns'] } {
  const document = parseQuery(schema, text);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [root, ...others] = operation?.selectionSet.selections ?? [];
  if (!operation || root?.kind !== Kind.FIELD || others.length > 0)
    throw new CommandError(
      'Expected a query of one connection, as { companies { nodes { id name } } }.',
    );
  if (root.arguments?.some(({ name: { value } }) => value === 'after'))
    throw new CommandError(
      'Expected a query without after: all pages are asked, from the first one.',
    );
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const connection = schema.getQueryType()?.getFields()[root.name.value]?.type;
  const nodes = root.selectionSet?.selections.find(
    (each) => each.kind === Kind.FIELD && each.name.value === 'nodes',
  );
  if (!connection || nodes?.kind !== Kind.FIELD || !nodes.selectionSet)
    throw new CommandError(`Expected ${root.name.value} to select nodes { … }: its rows.`);
  return {
    query: print(paged(document, operation, root, nodes)),
    columns: columnsOf(
      schema,
      below(schema, below(schema, connection, 'nodes'), null),
      nodes.selectionSet,
      {
        fragments,
        path: '',
      },
    ),
  };
}

function parseQuery(schema: GraphQLSchema, text: string): DocumentNode {
  try {
    const document = parse(text);
    const [error] = validate(schema, document);
    if (error) throw error;
    return document;
  } catch (error) {
    throw error instanceof GraphQLError
      ? new CommandError(`Expected a query that fits the schema: ${error.message}`)
      : error;
  }
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const leaf = (value: string): FieldNode => ({ kind: Kind.FIELD, name: name(value) });
const object = (value: string, fields: readonly string[]): FieldNode => ({
  ...leaf(value),
  selectionSet: { kind: Kind.SELECTION_SET, selections: fields.map(leaf) },
});

function paged(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: FieldNode,
  nodes: FieldNode,
): DocumentNode {
  const variable = { kind: Kind.VARIABLE, name: name('kopru_after') } as const;
  const own = (root.arguments ?? []).filter(({ name: { value } }) => value !== 'after');
  const first = {
    kind: Kind.ARGUMENT,
    name: name('first'),
    value: { kind: Kind.INT, value: String(pageSize) },
  } as const;
  const after = { kind: Kind.ARGUMENT, name: name('after'), value: variable } as const;
  const field_: FieldNode = {
    ...root,
    alias: name(field),
    arguments: [
      ...own,
      ...(own.some(({ name: { value } }) => value === 'first') ? [] : [first]),
      after,
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        // Under its own name, whatever the query calls it.
        { ...nodes, alias: name('nodes') },
        object('pageInfo', ['hasNextPage', 'endCursor']),
        object('registries', ['registry', 'state', 'returned', 'detail']),
      ],
    },
  };
  const changed: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable,
        type: { kind: Kind.NAMED_TYPE, name: name('Cursor') },
      },
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field_] },
  };
  return {
    ...document,
    definitions: document.definitions.map((each) => (each === operation ? changed : each)),
  };
}

/** The type of a field; of null, the type below lists and non-nulls. */
function below(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  fieldName: string | null,
): GraphQLOutputType {
  let inner = getNullableType(type);
  if (fieldName === null) {
    while (isListType(inner)) inner = getNullableType(inner.ofType);
    return inner;
  }
  const found =
    isObjectType(inner) || isInterfaceType(inner) ? inner.getFields()[fieldName]?.type : undefined;
  if (!found)
    throw new CommandError(`Expected a connection, but ${String(type)} has no ${fieldName}.`);
  return found;
}

interface Scope {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  path: string;
}

/** Plain values and lists are columns; of an object, its own fields. */
function columnsOf(
  schema: GraphQLSchema,
  type: GraphQLOutputType,
  set: SelectionSetNode,
  { fragments, path }: Scope,
): { name: string; type: 'text' | 'number' | 'boolean' }[] {
  const found = set.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const on = fragment?.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
      return fragment
        ? columnsOf(schema, on as GraphQLOutputType, fragment.selectionSet, { fragments, path })
        : [];
    }
    const column = `${path}${selection.alias?.value ?? selection.name.value}`;
    if (selection.name.value === '__typename') return [{ name: column, type: 'text' as const }];
    const inner = getNullableType(below(schema, type, selection.name.value));
    if (selection.selectionSet && !isListType(inner))
      return columnsOf(schema, inner, selection.selectionSet, { fragments, path: `${column}.` });
    return [{ name: column, type: columnType(inner) }];
  });
  return [...new Map(found.map((column) => [column.name, column])).values()];
}

function columnType(type: GraphQLOutputType): 'text' | 'number' | 'boolean' {
  if (!isLeafType(type)) return 'text';
  if (type.name === 'Boolean') return 'boolean';
  return type.name === 'Int' || type.name === 'Float' ? 'number' : 'text';
}

function cellsOf(node: Record<string, unknown>, columns: Rows['columns']): Map<string, CellValue> {
  const cells = new Map<string, CellValue>();
  for (const { name: column } of columns) {
    const value = column
      .split('.')
      .reduce<unknown>((inner, part) => (Object(inner) as Record<string, unknown>)[part], node);
    if (value === null || value === undefined) continue;
    if (typeof value === 'string') cells.set(column, guard(value));
    else if (typeof value === 'number' || typeof value === 'boolean') cells.set(column, value);
    else cells.set(column, JSON.stringify(value));
  }
  return cells;
}
