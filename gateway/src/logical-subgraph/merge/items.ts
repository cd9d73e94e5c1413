import type { GraphQLError } from 'graphql';
import type { Report } from '../../report/report.ts';
import type { FieldResult, Path } from '../field-result.ts';
import type { MemberResponse } from '../request-members.ts';

/** The items that one member was requested to give, and their indexes in the client's list. */
export interface ItemsTarget {
  indexes: readonly number[];
}

export interface ItemsOptions {
  response: MemberResponse<ItemsTarget>;
  /** Where each item stands in the client's response. */
  paths: readonly Path[];
  /** The registry's field is a list with one entry per item. Otherwise it is the only item. */
  isList: boolean;
  /** The rule of the contract that an item breaks, null if it is right. */
  violationOf: (value: unknown, index: number) => string | null;
}

/** One member's results, item by item: a right one, null, or an error with the rule it breaks. */
export interface ItemsPart {
  indexes: readonly number[];
  results: FieldResult[];
  report: Report;
}

export function checkItems({ response, paths, isList, violationOf }: ItemsOptions): ItemsPart {
  const { indexes } = response.target;
  if (response.failed) {
    const results = paths.map((path) => ({ value: null, errors: response.failureAt(path) }));
    return { indexes, results, report: response.report(0) };
  }
  const field = response.field ?? null;
  const list = isList ? field : [field];
  const values: readonly unknown[] =
    Array.isArray(list) && list.length === paths.length ? list : [];
  const violations = paths.map((_, index) =>
    values.length === paths.length
      ? violationOf(values[index] ?? null, index)
      : 'the list has another length than was asked for',
  );
  const results = paths.map((path, index): FieldResult => {
    const violation = violations[index] ?? null;
    if (violation !== null) return { value: null, errors: response.violationAt(violation, path) };
    return { value: values[index] ?? null, errors: failedFields(response, index, path, isList) };
  });
  const returned = results.filter(({ value }) => value !== null).length;
  const violation = violations.find((each) => each !== null) ?? null;
  return { indexes, results, report: response.report(returned, violation) };
}

/** Paths below a list begin with the item's index. */
function failedFields(
  response: MemberResponse<ItemsTarget>,
  index: number,
  path: Path,
  isList: boolean,
): GraphQLError[] {
  return response.failedPaths
    .filter((failed) => !isList || failed[0] === index)
    .map((failed) => response.fieldFailedAt([...path, ...failed.slice(isList ? 1 : 0)]));
}

/** The results of several members, each at its index in the client's list. */
export function gatherItems(length: number, parts: readonly ItemsPart[]): FieldResult {
  const values = new Array<unknown>(length).fill(null);
  for (const { indexes, results } of parts)
    results.forEach(({ value }, at) => {
      values[indexes[at] ?? 0] = value;
    });
  return {
    value: values,
    errors: parts.flatMap(({ results }) => results.flatMap(({ errors }) => errors)),
  };
}
