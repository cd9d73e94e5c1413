import type { RootField } from './merge-context.ts';
import type { Selection } from './selection.ts';

/** A name that the hub adds to a registry's query. No client's alias can be the same. */
export const internalAlias = (name: string): string => `kopru_${name}`;

interface QueryOptions {
  root: RootField;
  /** What the registry is requested to give below the field. */
  body: string;
  /** The client's selections that stand in the body, for the variables they use. */
  selections: readonly Selection[];
}

/**
 * The text that requests one root field of a registry. Its arguments are always variables: so the
 * text
 * stays the same, and the registry parses and validates it once.
 */
export function printFieldQuery({ root, body, selections }: QueryOptions): string {
  const { definition, operation } = root;
  const definitions = definition.args
    .map((arg) => `$${internalAlias(arg.name)}: ${String(arg.type)}`)
    .join(', ');
  const args = definition.args.map((arg) => `${arg.name}: $${internalAlias(arg.name)}`).join(', ');
  const all = `${operation.definitionsFor(selections)}${definitions}`;
  const head = `query${all === '' ? '' : `(${all})`}`;
  const field = `${internalAlias('field')}: ${definition.name}${args === '' ? '' : `(${args})`}`;
  return `${head} { ${field} { ${body} } }`;
}

/** The variables of such a query: the client's own, and the arguments. */
export function fieldVariables(
  root: RootField,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const given = root.definition.args
    .filter((arg) => args[arg.name] !== undefined)
    .map((arg) => [internalAlias(arg.name), args[arg.name]]);
  return {
    ...root.operation.variables,
    ...(Object.fromEntries(given) as Record<string, unknown>),
  };
}
