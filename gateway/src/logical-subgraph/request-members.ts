import type { GraphQLError } from 'graphql';
import { catalogueError } from '@kopru/schema';
import type { Member } from '../membership/membership.ts';
import type { RegistryRequest } from '../registry-client/fetch-from-registry.ts';
import { failureCode } from '../registry-client/outcome.ts';
import type { Outcome } from '../registry-client/outcome.ts';
import { reportOf } from '../report/report.ts';
import type { Report } from '../report/report.ts';
import type { Path } from './field-result.ts';
import type { MergeContext, RootField } from './merge-context.ts';
import { internalAlias } from './registry-query.ts';

/** A request to one member. `target` is what the merge wants to remember of it. */
export interface MemberRequest<Target = null> extends RegistryRequest {
  member: Member;
  target: Target;
}

/** What one member returned, with the report and the errors that follow from it. */
export interface MemberResponse<Target = null> {
  /** The member's code. */
  registry: string;
  target: Target;
  failed: boolean;
  /** The value of the requested root field, not yet checked. Undefined if the call failed. */
  field: unknown;
  /** Paths, below the root field, of what the registry could not give. */
  failedPaths: readonly Path[];
  report(returned: number, violation?: string | null): Report;
  /** The error of a failed call, at this path of the client's response. */
  failureAt(path: Path): GraphQLError[];
  /** The error of a broken rule of the contract; none if there is no violation. */
  violationAt(violation: string | null, path: Path): GraphQLError[];
  /** The error of a field that the registry could not give. */
  fieldFailedAt(path: Path): GraphQLError;
}

/**
 * Sends all requests at once. It resolves when each has a response, in the order of the requests.
 */
export const requestMembers = <Target>(
  context: MergeContext,
  root: RootField,
  requests: readonly MemberRequest<Target>[],
): Promise<MemberResponse<Target>[]> =>
  Promise.all(requests.map((request) => requestMember(context, root, request)));

/** Sends one request. A registry that is down gives a response that says so. */
export async function requestMember<Target>(
  { fetch }: MergeContext,
  root: RootField,
  { member, target, query, variables }: MemberRequest<Target>,
): Promise<MemberResponse<Target>> {
  return readOutcome(member.code, target, await fetch(member, { query, variables }, root.context));
}

function readOutcome<Target>(
  registry: string,
  target: Target,
  outcome: Outcome,
): MemberResponse<Target> {
  const failed = outcome.kind === 'failed';
  return {
    registry,
    target,
    failed,
    field: failed ? undefined : outcome.data[internalAlias('field')],
    failedPaths: failed ? [] : outcome.errors.map(({ path }) => path.slice(1)),
    report: (returned, violation) => reportOf(registry, outcome, returned, violation),
    failureAt: (path) =>
      failed ? [catalogueError(failureCode[outcome.state], { registry }, { path, registry })] : [],
    violationAt: (violation, path) =>
      violation === null
        ? []
        : [
            catalogueError(
              'REGISTRY_ANSWER_INVALID',
              { registry, clause: violation },
              { path, registry },
            ),
          ],
    fieldFailedAt: (path) =>
      catalogueError('REGISTRY_FIELD_FAILED', { registry }, { path, registry }),
  };
}
