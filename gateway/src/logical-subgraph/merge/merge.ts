import type { GraphQLError } from 'graphql';
import type { Report } from '../../report/report.ts';
import type { FieldResult } from '../field-result.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import type { MemberRequest, MemberResponse } from '../request-members.ts';

/**
 * How the responses of many registries to one root field become one: a value of the contract's
 * Merge
 * enum. The executor calls the functions in this order, each with what the earlier ones returned.
 */
export interface Merge<Plan, Target, Part, Merged> {
  /** Reads arguments and selections. An error is the caller's mistake. */
  plan(context: MergeContext, root: RootField): Plan | GraphQLError;
  /** The requests to send, and to which registries. An error is the caller's mistake. */
  route(plan: Plan): MemberRequest<Target>[] | GraphQLError;
  /** What can be used of one response, held against the contract. */
  check(plan: Plan, response: MemberResponse<Target>): Part;
  merge(plan: Plan, parts: readonly Part[]): Merged | Promise<Merged>;
  /** What each registry did. */
  report(plan: Plan, merged: Merged): Report[];
  /** The value under the client's response keys, and the errors at their paths. */
  write(plan: Plan, merged: Merged, reports: readonly Report[]): FieldResult;
}
