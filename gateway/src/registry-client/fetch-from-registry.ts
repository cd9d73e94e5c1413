import { isRecord } from '../is-record.ts';
import type { Member } from '../membership/membership.ts';
import type { RequestContext } from '../request-context.ts';
import type { Answered, Failed, Outcome } from './outcome.ts';
import type { RawResponse, Transport } from './transport.ts';

/** One GraphQL request to a registry. */
export interface RegistryRequest {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

/** Sends one request to one registry, for one client request. It never rejects. */
export type FetchFromRegistry = (
  member: Member,
  request: RegistryRequest,
  context: RequestContext,
) => Promise<Outcome>;

/**
 * Requests within what is left of the client request's time. A call ends when the client leaves.
 */
export const createRegistryClient =
  (transport: Transport): FetchFromRegistry =>
  async (member, request, context) => {
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const msLeft = context.deadlineAt - startedAt;
      const body = JSON.stringify(request);
      const response = await transport.send(member, body, context.signal, msLeft);
      return readResponse(response, took());
    } catch (error) {
      const state = isOver(context) ? 'TIMEOUT' : 'UNAVAILABLE';
      return { kind: 'failed', state, cause: causeOf(error), tookMs: took() };
    }
  };

/** The timer may run out a little before the clock shows it. */
const isOver = ({ deadlineAt }: RequestContext): boolean => performance.now() >= deadlineAt - 5;

/** An aggregate (one error per address of a host name) has no message of its own. */
function causeOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '')
    return error.errors.map(causeOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** A registry that answers HTTP, but not as GraphQL over HTTP says, refuses the request. */
function readResponse({ status, contentType, body }: RawResponse, tookMs: number): Outcome {
  const refused = (cause: string): Failed => ({ kind: 'failed', state: 'REFUSED', cause, tookMs });
  if (status >= 500) return { ...refused(`HTTP status ${status}`), state: 'UNAVAILABLE' };
  if (status !== 200) return refused(`HTTP status ${status}`);
  if (!/^application\/(graphql-response\+)?json\b/.test(contentType))
    return refused(`Expected JSON, but got content type ${contentType || '(none)'}`);
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (error) {
    return refused(`Expected JSON, but got: ${causeOf(error)}`);
  }
  if (!isRecord(answer)) return refused('Expected a JSON object');
  const errors = Array.isArray(answer.errors) ? (answer.errors as unknown[]) : [];
  if (!isRecord(answer.data)) return { ...refused(messageOf(errors[0])), ...codeOf(errors[0]) };
  return answered(answer.data, errors, tookMs);
}

const answered = (data: Answered['data'], errors: unknown[], tookMs: number): Answered => ({
  kind: 'answered',
  data,
  errors: errors.map((error) => ({ path: pathOf(error) })),
  tookMs,
});

function codeOf(error: unknown): { code?: string } {
  const extensions = isRecord(error) ? error.extensions : undefined;
  const code = isRecord(extensions) ? extensions.code : undefined;
  return typeof code === 'string' ? { code } : {};
}

const messageOf = (error: unknown): string =>
  isRecord(error) && typeof error.message === 'string' ? error.message : 'Expected data';

function pathOf(error: unknown): (string | number)[] {
  const path = isRecord(error) && Array.isArray(error.path) ? (error.path as unknown[]) : [];
  return path.filter((step) => typeof step === 'string' || typeof step === 'number');
}
