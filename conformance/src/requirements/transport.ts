import { show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { HttpResponse, Target } from '../target.ts';

const json = { 'content-type': 'application/json' };
const query = JSON.stringify({ query: '{ __typename }' });

const parsed = ({
  body,
}: HttpResponse): {
  data?: unknown;
  errors?: { message?: unknown; extensions?: { code?: unknown } }[];
} => {
  try {
    return Object(JSON.parse(body)) as object;
  } catch {
    return {};
  }
};

const describe = ({ status, contentType, body }: HttpResponse): string =>
  `${status} ${contentType} ${body.slice(0, 120)}`;

/** What a response must not contain: paths, stack frames, addresses, SQL. */
const internals =
  /node_modules|\bat \S+ \(.*:\d+:\d+\)|\/[a-z]+\/[a-z]+\/.*\.(ts|js|mjs|py|java|go|rb|php)\b|stacktrace|ECONNREFUSED|\bSELECT\b.*\bFROM\b/i;

/** GraphQL over HTTP. */
export const transport: Requirement[] = [
  {
    id: 'HPJ9',
    level: 'MUST',
    title: 'answers a POST of JSON with status 200 and JSON that has data',
    check: async ({ send }) => {
      const response = await send(query, json);
      const isJson = /^application\/(graphql-response\+)?json\b/.test(response.contentType);
      const isRight =
        response.status === 200 &&
        isJson &&
        show(parsed(response).data) === '{"__typename":"Query"}';
      return single(
        isRight ? null : `expected data of { __typename }, but got ${describe(response)}`,
      );
    },
  },
  {
    id: 'N7RJ',
    level: 'MAY',
    title:
      'answers with application/graphql-response+json if the client accepts it (GraphQL over HTTP, 4.2)',
    check: async ({ send }) => {
      const { contentType } = await send(query, {
        ...json,
        accept: 'application/graphql-response+json',
      });
      return single(
        contentType.startsWith('application/graphql-response+json')
          ? null
          : `expected application/graphql-response+json, but got ${contentType}`,
      );
    },
  },
  {
    id: 'Y25K',
    level: 'MUST',
    title:
      'answers a document that does not parse or validate with errors, and never with a server failure',
    check: async ({ send }) => {
      const problems: string[] = [];
      for (const document of [
        '{',
        '{ nothingOfTheKind }',
        'query ($first: Int!) { companies(first: $first) { totalCount } }',
        '',
      ]) {
        const response = await send(JSON.stringify({ query: document }), json);
        const { errors, data } = parsed(response);
        if (
          response.status >= 500 ||
          !Array.isArray(errors) ||
          errors.length === 0 ||
          (data ?? null) !== null
        )
          problems.push(
            `expected errors without data for ${show(document)}, but got ${describe(response)}`,
          );
      }
      return { tested: 4, problems };
    },
  },
  {
    id: 'KSMC',
    level: 'MUST',
    title: 'answers a body that is not JSON with a status of 400 to 499',
    check: async ({ send }) => {
      const response = await send('{"query":', json);
      return single(
        response.status >= 400 && response.status < 500
          ? null
          : `expected 4xx, but got ${response.status}`,
      );
    },
  },
  {
    id: '89XP',
    level: 'MUST',
    title: 'does not reveal its internals in an error: no path, no stack, no database statement',
    check: async (target) => {
      const bodies = await badResponses(target);
      const problems = bodies
        .filter((body) => internals.test(body))
        .map((body) => `expected no internals, but got ${body.slice(0, 200)}`);
      return { tested: bodies.length, problems };
    },
  },
  {
    id: 'XDKZ',
    level: 'SHOULD',
    title: 'gives every error a code in extensions.code',
    check: async (target) => {
      const bodies = await badResponses(target);
      const problems = bodies.flatMap((body) =>
        (parsed({ status: 0, contentType: '', body }).errors ?? []).flatMap(
          ({ message, extensions }) =>
            typeof extensions?.code === 'string'
              ? []
              : [`expected a code, but got ${show(message)}`],
        ),
      );
      return { tested: bodies.length, problems };
    },
  },
  {
    id: '83P6',
    level: 'SHOULD',
    title:
      'rejects a query that is nested thousands of levels deep, within 5 seconds and without failing',
    check: async ({ send }) => {
      const deep = `{ companies { nodes { relations { party ${'{ id '.repeat(3_000)}${'}'.repeat(3_000)} } } } }`;
      const startedAt = performance.now();
      const response = await send(JSON.stringify({ query: deep }), json);
      const ms = performance.now() - startedAt;
      return single(
        response.status < 500 && ms < 5_000
          ? null
          : `expected a rejection, but got ${response.status} after ${Math.round(ms)} ms`,
      );
    },
  },
  {
    id: 'G9QP',
    level: 'SHOULD',
    title: 'rejects a body of more than a megabyte',
    check: async ({ send }) => {
      const response = await send(
        JSON.stringify({ query: `{ __typename } # ${'a'.repeat(1_200_000)}` }),
        json,
      );
      return single(
        response.status >= 400 && response.status < 500
          ? null
          : `expected 4xx, but got ${response.status}`,
      );
    },
  },
];

async function badResponses({ send }: Target): Promise<string[]> {
  const queries = [
    '{',
    '{ nothingOfTheKind }',
    '{ node(id: "nothing") { id } }',
    '{ companies(first: -1) { totalCount } }',
    '{ companies(after: "x") { totalCount } }',
  ];
  const bodies: string[] = [];
  for (const query of queries) bodies.push((await send(JSON.stringify({ query }), json)).body);
  return bodies;
}
