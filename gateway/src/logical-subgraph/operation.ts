import {
  GraphQLError,
  Kind,
  ValuesOfCorrectTypeRule,
  getVariableValues,
  parse,
  print,
  validate,
} from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { fieldsOf, readSelections, variablesIn } from './selection.ts';
import type { SelectedField, Selection } from './selection.ts';

/**
 * One operation, as the hub's planner or any other federation router sends it to the logical
 * subgraph.
 */
export interface Operation {
  roots: SelectedField[];
  variables: Readonly<Record<string, unknown>>;
  /**
   * Text of the definitions of those variables that the selections use, each with a comma behind
   * it.
   */
  definitionsFor(selections: readonly Selection[]): string;
}

interface ParsedOperation {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  errors: readonly GraphQLError[];
}

export interface SubgraphRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
}

const maxParsed = 500;

/**
 * Reads operations against a schema, keeping the last ones parsed: planners send the same texts
 * again and again.
 */
export function createOperationReader(schema: GraphQLSchema) {
  const parsed = new Map<string, ParsedOperation>();
  const parseOnce = (query: string): ParsedOperation => {
    const known = parsed.get(query);
    if (known) return known;
    const made = parseOperation(schema, query);
    if (parsed.size >= maxParsed) parsed.delete(String(parsed.keys().next().value));
    parsed.set(query, made);
    return made;
  };

  return ({
    query,
    variables: given = {},
  }: SubgraphRequest): Operation | readonly GraphQLError[] => {
    const { operation, fragments, errors } = parseOnce(query);
    if (errors.length > 0) return errors;
    const definitions = operation.variableDefinitions ?? [];
    const { coerced, errors: variableErrors } = getVariableValues(schema, definitions, given);
    if (variableErrors) return variableErrors;
    return {
      roots: mergeSameKeys(
        fieldsOf(readSelections(operation.selectionSet, { fragments, variables: coerced })),
      ),
      variables: coerced,
      definitionsFor: (selections) => {
        const used = variablesIn(selections);
        return definitions
          .filter((definition) => used.has(definition.variable.name.value))
          .map((definition) => `${print(definition)}, `)
          .join('');
      },
    };
  };
}

function parseOperation(schema: GraphQLSchema, query: string): ParsedOperation {
  const document: DocumentNode = parse(query, { noLocation: true });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new GraphQLError('Expected an operation');
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operation,
    fragments: new Map(fragments.map((each) => [each.name.value, each])),
    // The planner has validated all else; but it does not know what the contract's scalars take.
    errors: validate(schema, document, [ValuesOfCorrectTypeRule]),
  };
}

/** Fields of one response key are one field with all their selections. */
function mergeSameKeys(fields: readonly SelectedField[]): SelectedField[] {
  const merged = new Map<string, SelectedField>();
  for (const field of fields) {
    const known = merged.get(field.key);
    merged.set(
      field.key,
      known ? { ...known, selections: [...known.selections, ...field.selections] } : field,
    );
  }
  return [...merged.values()];
}
