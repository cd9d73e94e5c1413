import type { Selection } from './selection.ts';
import type { Question } from './spanning.ts';

/** Names the hub adds to a registry's query, which no client's own name can meet. */
export const own = (name: string): string => `kopru_${name}`;

interface QueryOptions {
  question: Question;
  /** What is asked of the registry below the field. */
  body: string;
  /** The client's selections that stand in the body, for the variables they use. */
  selections: readonly Selection[];
}

/**
 * One root field asked of a registry, always with its arguments as variables, so that the text stays the same and the registry parses
 * and validates it once.
 */
export function printFieldQuery({ question, body, selections }: QueryOptions): string {
  const { definition, operation } = question;
  const definitions = definition.args
    .map((arg) => `$${own(arg.name)}: ${String(arg.type)}`)
    .join(', ');
  const args = definition.args.map((arg) => `${arg.name}: $${own(arg.name)}`).join(', ');
  const all = `${operation.definitionsFor(selections)}${definitions}`;
  return `query${all === '' ? '' : `(${all})`} { ${own('field')}: ${definition.name}${args === '' ? '' : `(${args})`} { ${body} } }`;
}

/** The variables of such a query: the client's own, and the arguments. */
export function fieldVariables(
  question: Question,
  args: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const given = question.definition.args
    .filter((arg) => args[arg.name] !== undefined)
    .map((arg) => [own(arg.name), args[arg.name]]);
  return {
    ...question.operation.variables,
    ...(Object.fromEntries(given) as Record<string, unknown>),
  };
}
