import {
  Kind,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  print,
} from 'graphql';
import type {
  ArgumentNode,
  FieldNode,
  FragmentDefinitionNode,
  SelectionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';

/** What a client selects, with conditions decided and named fragments put in place. */
export type Selection = SelectedField | { on: string | null; selections: Selection[] };

export interface SelectedField {
  /** The response key. */
  key: string;
  name: string;
  node: FieldNode;
  /** Empty for leaves. */
  selections: Selection[];
}

/** A field without arguments that the hub asks for itself. */
export const plainField = (name: string, key = name): SelectedField => ({
  key,
  name,
  node: { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } },
  selections: [],
});

export interface Fragments {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

export function readSelections(set: SelectionSetNode | undefined, scope: Fragments): Selection[] {
  return (set?.selections ?? [])
    .filter((node) => isIncluded(node, scope))
    .map((node) => readSelection(node, scope));
}

function readSelection(node: SelectionNode, scope: Fragments): Selection {
  if (node.kind === Kind.FIELD) {
    const key = node.alias?.value ?? node.name.value;
    return {
      key,
      name: node.name.value,
      node,
      selections: readSelections(node.selectionSet, scope),
    };
  }
  const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : scope.fragments.get(node.name.value);
  return {
    on: fragment?.typeCondition?.name.value ?? null,
    selections: readSelections(fragment?.selectionSet, scope),
  };
}

function isIncluded(node: SelectionNode, { variables }: Fragments): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.if !== true && include?.if !== false;
}

export const isField = (selection: Selection): selection is SelectedField => 'name' in selection;

/**
 * The fields selected on an object type of which no fragment can ask for more than the type itself
 * has.
 */
export function fieldsOf(selections: readonly Selection[]): SelectedField[] {
  return selections.flatMap((selection) =>
    isField(selection) ? [selection] : fieldsOf(selection.selections),
  );
}

/** Back to GraphQL text, for a registry. */
export function printSelections(selections: readonly Selection[]): string {
  return selections.map(printSelection).join(' ');
}

function printSelection(selection: Selection): string {
  if (!isField(selection)) {
    const on = selection.on === null ? '' : ` on ${selection.on}`;
    // A fragment whose fields were all skipped still needs one.
    return `...${on} { ${printSelections(selection.selections) || '__typename'} }`;
  }
  const { key, name, node, selections } = selection;
  const alias = key === name ? '' : `${key}: `;
  return `${alias}${name}${printArguments(node.arguments)}${selections.length > 0 ? ` { ${printSelections(selections)} }` : ''}`;
}

const printArguments = (args: readonly ArgumentNode[] | undefined): string =>
  args && args.length > 0 ? `(${args.map(print).join(', ')})` : '';

/** Names of the variables that the arguments below these selections use. */
export function variablesIn(selections: readonly Selection[]): Set<string> {
  const names = new Set<string>();
  const visitValue = (value: ValueNode): void => {
    if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    else if (value.kind === Kind.LIST) value.values.forEach(visitValue);
    else if (value.kind === Kind.OBJECT) value.fields.forEach((field) => visitValue(field.value));
  };
  const visit = (selection: Selection): void => {
    if (isField(selection))
      selection.node.arguments?.forEach((argument) => visitValue(argument.value));
    selection.selections.forEach(visit);
  };
  selections.forEach(visit);
  return names;
}
