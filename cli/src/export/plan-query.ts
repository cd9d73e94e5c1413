import { GraphQLError, Kind, parse, print, validate } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { CommandError } from '../outcome.ts';
import { columnsOf, fieldType, innermostType } from './columns.ts';
import type { Rows } from './rows.ts';

const pageSize = 200;
/** The alias of the connection in the query that is sent. */
export const rowsAlias = 'kopru_rows';
/** The variable that holds the cursor of the next page. */
export const afterVariable = 'kopru_after';

/** Adds paging to a query of one connection, and derives the columns of its rows. */
export function planQuery(
  schema: GraphQLSchema,
  text: string,
): { query: string; columns: Rows['columns'] } {
  const document = parseQuery(schema, text);
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [root, ...others] = operation?.selectionSet.selections ?? [];
  if (!operation || root?.kind !== Kind.FIELD || others.length > 0)
    throw new CommandError(
      'Expected a query of one connection, as { companies { nodes { id name } } }.',
    );
  if (root.arguments?.some(({ name: { value } }) => value === 'after'))
    throw new CommandError(
      'Expected a query without after: all pages are read, from the first one.',
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
    columns: columnsOf(schema, innermostType(fieldType(connection, 'nodes')), nodes.selectionSet, {
      fragments,
      path: '',
    }),
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
  const variable = { kind: Kind.VARIABLE, name: name(afterVariable) } as const;
  const given = root.arguments ?? [];
  const first = {
    kind: Kind.ARGUMENT,
    name: name('first'),
    value: { kind: Kind.INT, value: String(pageSize) },
  } as const;
  const after = { kind: Kind.ARGUMENT, name: name('after'), value: variable } as const;
  const connectionField: FieldNode = {
    ...root,
    alias: name(rowsAlias),
    arguments: [
      ...given,
      ...(given.some(({ name: { value } }) => value === 'first') ? [] : [first]),
      after,
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        // The query may give it an alias.
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
    selectionSet: { kind: Kind.SELECTION_SET, selections: [connectionField] },
  };
  return {
    ...document,
    definitions: document.definitions.map((each) => (each === operation ? changed : each)),
  };
}
