import type { Member } from '../membership/membership.ts';
import type { RequestContext } from '../request-context.ts';
import type { Answered, Failed, Outcome } from './outcome.ts';
import type { Transport } from './transport.ts';

export interface RegistryRequest {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

/** Asks one registry within what is left of the request's time, and ends the call when the client leaves. */
export async function askRegistry(
  transport: Transport,
  member: Member,
  request: RegistryRequest,
  context: RequestContext,
): Promise<Outcome> {
  const startedAt = performance.now();
  const took = () => Math.round(performance.now() - startedAt);
  try {
    const msLeft = context.deadlineAt - startedAt;
    const response = await transport.send(member, JSON.stringify(request), context.signal, msLeft);
    return readResponse(response.status, response.contentType, response.body, took());
  } catch {
    return { kind: 'failed', state: isOver(context) ? 'TIMEOUT' : 'UNAVAILABLE', tookMs: took() };
  }
}

/** The timer may run out a little before the clock shows it. */
const isOver = ({ deadlineAt }: RequestContext): boolean => performance.now() >= deadlineAt - 5;

/** A registry that answers HTTP, but not as GraphQL over HTTP says, refused. */
function readResponse(
  status: number,
  contentType: string,
  body: string,
  tookMs: number,
): Answered | Failed {
  const refused: Failed = { kind: 'failed', state: 'REFUSED', tookMs };
  if (status >= 500) return { kind: 'failed', state: 'UNAVAILABLE', tookMs };
  if (status !== 200 || !/^application\/(graphql-response\+)?json\b/.test(contentType))
    return refused;
  let answer: { data?: unknown; errors?: unknown } | null;
  try {
    answer = JSON.parse(body) as typeof answer;
  } catch {
    return refused;
  }
  if (!isRecord(answer)) return refused;
  const given = Array.isArray(answer.errors) ? (answer.errors as unknown[]) : [];
  if (!isRecord(answer.data)) return { ...refused, ...codeOf(given[0]) };
  const errors = given.map(readError);
  return { kind: 'answered', data: answer.data, errors, tookMs };
}

function codeOf(error: unknown): { code?: string } {
  const { code } = Object((Object(error) as { extensions?: unknown }).extensions) as {
    code?: unknown;
  };
  return typeof code === 'string' ? { code } : {};
}

function readError(error: unknown): { path: (string | number)[] } {
  const { path } = Object(error) as { path?: unknown };
  const steps = Array.isArray(path) ? (path as unknown[]) : [];
  return { path: steps.filter((step) => typeof step === 'string' || typeof step === 'number') };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
