import { getNamedType } from 'graphql';
import { catalogueError, entityKeys } from '@kopru/schema';
import type { Member } from '../../membership/membership.ts';
import { isRecord } from '../../registry-client/ask-registry.ts';
import { failureCode } from '../../registry-client/outcome.ts';
import type { FieldAnswer } from '../field-answer.ts';
import { fieldVariables, own, printFieldQuery } from '../registry-query.ts';
import { reportOf } from '../report.ts';
import { printSelections } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';

/** Every registry's list, one after another in the order of the membership list; one that is missing is an error that names it. */
export async function mergeConcat(spanning: Spanning, question: Question): Promise<FieldAnswer> {
  const type = getNamedType(question.definition.type);
  const key = entityKeys.get(type.name);
  const { selections } = question.field;
  const body = `${key === undefined ? '' : `${own('key')}: ${key} `}${printSelections(selections)}`;
  const request = {
    query: printFieldQuery({ question, body, selections }),
    variables: fieldVariables(question, question.args),
  };
  const parts = await Promise.all([...spanning.members.values()].map((member) => askOne(member)));
  return {
    value: parts.flatMap(({ values }) => values),
    errors: parts.flatMap(({ errors }) => errors),
  };

  async function askOne(member: Member) {
    const registry = member.code;
    const at = { path: [question.field.key], registry };
    const outcome = await spanning.ask(member, request, question.context);
    if (outcome.kind === 'failed') {
      question.context.note(reportOf(registry, outcome, 0));
      return { values: [], errors: [catalogueError(failureCode[outcome.state], { registry }, at)] };
    }
    const field = outcome.data[own('field')];
    const items = Array.isArray(field) ? (field as unknown[]) : [];
    const clauses = Array.isArray(field)
      ? items.map((item) => clauseBroken(item, member))
      : [`${type.name} is no list`];
    const clause = clauses.find((each) => each !== null) ?? null;
    const values = items.filter((_, index) => clauses[index] === null);
    question.context.note(reportOf(registry, outcome, values.length, clause));
    return {
      values,
      errors:
        clause === null
          ? []
          : [catalogueError('REGISTRY_ANSWER_INVALID', { registry, clause }, at)],
    };
  }

  function clauseBroken(item: unknown, member: Member): string | null {
    if (!isRecord(item) || (key !== undefined && item[own('key')] !== member.code))
      return `${type.name} is not of this registry`;
    return spanning.checkShape(item, type as never, selections);
  }
}
