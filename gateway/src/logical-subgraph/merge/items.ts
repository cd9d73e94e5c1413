import type { GraphQLError } from 'graphql';
import { catalogueError } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { failureCode } from '../../registry-client/outcome.ts';
import type { Outcome } from '../../registry-client/outcome.ts';
import type { RequestContext } from '../../request-context.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { own } from '../registry-query.ts';
import { reportOf } from '../report.ts';

type Path = readonly (string | number)[];

export interface ItemsRequest {
  member: Member;
  outcome: Outcome;
  context: RequestContext;
  /** Where in the client's answer each item belongs. */
  paths: readonly Path[];
  /** The registry's field is a list with one entry per item; else it is the only item itself. */
  isList: boolean;
  /** The contract clause that an item breaks, null where it is right. */
  check: (value: unknown, index: number) => string | null;
}

/** One registry's answers to what was asked of it item by item: each is right, null, or refused with the clause it breaks. */
export function readItems({
  member,
  outcome,
  context,
  paths,
  isList,
  check,
}: ItemsRequest): FieldAnswer[] {
  const registry = member.code;
  if (outcome.kind === 'failed') {
    context.note(reportOf(registry, outcome, 0));
    const code = failureCode[outcome.state];
    return paths.map((path) => ({
      value: null,
      errors: [catalogueError(code, { registry }, { path, registry })],
    }));
  }

  const field = outcome.data[own('field')] ?? null;
  const values = isList ? field : [field];
  const fits = Array.isArray(values) && values.length === paths.length;
  const clauses = paths.map((_, index) =>
    fits ? check(values[index] ?? null, index) : 'the list has another length than was asked for',
  );
  const returned = fits
    ? values.filter((value, index) => value !== null && clauses[index] === null).length
    : 0;
  context.note(
    reportOf(registry, outcome, returned, clauses.find((clause) => clause !== null) ?? null),
  );

  return paths.map((path, index) => {
    const clause = clauses[index] ?? null;
    if (clause !== null) return refused(registry, clause, path);
    const failed = outcome.errors.filter((error) => !isList || error.path[1] === index);
    const errors = failed.map((error) =>
      catalogueError(
        'REGISTRY_FIELD_FAILED',
        { registry },
        { path: [...path, ...error.path.slice(isList ? 2 : 1)], registry },
      ),
    );
    return { value: fits ? (values[index] ?? null) : null, errors };
  });
}

const refused = (registry: string, clause: string, path: Path): FieldAnswer => ({
  value: null,
  errors: [catalogueError('REGISTRY_ANSWER_INVALID', { registry, clause }, { path, registry })],
});

/** Puts the answers of several owners back into the order asked. */
export async function gather(
  length: number,
  parts: readonly { places: readonly number[]; answers: Promise<FieldAnswer[]> | FieldAnswer[] }[],
): Promise<FieldAnswer> {
  const values = new Array<unknown>(length).fill(null);
  const errors: GraphQLError[] = [];
  await Promise.all(
    parts.map(async ({ places, answers }) => {
      (await answers).forEach((answer, index) => {
        values[places[index] ?? 0] = answer.value;
        errors.push(...answer.errors);
      });
    }),
  );
  return { value: values, errors };
}
