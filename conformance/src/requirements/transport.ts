import { show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Response_, Target } from '../target.ts';

const json = { 'content-type': 'application/json' };
const question = JSON.stringify({ query: '{ __typename }' });

const only = (problem: string | null): Finding => ({
  tested: 1,
  problems: problem === null ? [] : [problem],
});

const parsed = ({
  body,
}: Response_): {
  data?: unknown;
  errors?: { message?: unknown; extensions?: { code?: unknown } }[];
} => {
  try {
    return Object(JSON.parse(body)) as object;
  } catch {
    return {};
  }
};

/** What an answer must not hold: paths, frames of a stack, addresses. */
const internals =
  /node_modules|\bat \S+ \(.*:\d+:\d+\)|\/[a-z]+\/[a-z]+\/.*\.(ts|js|mjs|py|java|go|rb|php)\b|stacktrace|ECONNREFUSED|\bSELECT\b.*\bFROM\b/i;

export const transport: Requirement[] = [
  {
    id: 'HPJ9',
    level: 'MUST',
    title: 'answers a POST of JSON with status 200 and JSON that has data',
    check: async ({ send }) => {
      const response = await send(question, json);
      const isJson = /^application\/(graphql-response\+)?json\b/.test(response.contentType);
      const isRight =
        response.status === 200 &&
        isJson &&
        show(parsed(response).data) === '{"__typename":"Query"}';
      return only(
        isRight
          ? null
          : `expected data of { __typename }, but got ${response.status} ${response.contentType} ${response.body.slice(0, 120)}`,
      );
    },
  },
  {
    id: 'N7RJ',
    level: 'MAY',
    title:
      'answers as application/graphql-response+json whoever accepts that (GraphQL over HTTP, 4.2)',
    check: async ({ send }) => {
      const { contentType } = await send(question, {
        ...json,
        accept: 'application/graphql-response+json',
      });
      return only(
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
      'answers a document that is no GraphQL, and one that does not fit the schema, with errors and never with a failure of the server',
    check: async ({ send }) => {
      const problems: string[] = [];
      for (const query of [
        '{',
        '{ nothingOfTheKind }',
        'query ($first: Int!) { companies(first: $first) { totalCount } }',
        '',
      ]) {
        const response = await send(JSON.stringify({ query }), json);
        const { errors, data } = parsed(response);
        if (
          response.status >= 500 ||
          !Array.isArray(errors) ||
          errors.length === 0 ||
          (data ?? null) !== null
        )
          problems.push(
            `expected errors without data for ${show(query)}, but got ${response.status} ${response.body.slice(0, 120)}`,
          );
      }
      return { tested: 4, problems };
    },
  },
  {
    id: 'KSMC',
    level: 'MUST',
    title: 'answers a body that is no JSON with a status of 400 to 499',
    check: async ({ send }) => {
      const response = await send('{"query":', json);
      return only(
        response.status >= 400 && response.status < 500
          ? null
          : `expected 4xx, but got ${response.status}`,
      );
    },
  },
  {
    id: '89XP',
    level: 'MUST',
    title: 'says nothing of its insides in an error: no path, no stack, no statement of a database',
    check: async (subject) => {
      const bodies = await badAnswers(subject);
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
    check: async (subject) => {
      const bodies = await badAnswers(subject);
      const problems = bodies.flatMap((body) =>
        (parsed({ status: 0, contentType: '', body }).errors ?? []).flatMap(
          ({ message, extensions }) =>
            typeof extensions?.code === 'string'
              ? []
              : [`expected a code, but got only ${show(message)}`],
        ),
      );
      return { tested: bodies.length, problems };
    },
  },
  {
    id: '83P6',
    level: 'SHOULD',
    title: 'refuses a query that is nested without end, quickly and without failing',
    check: async ({ send }) => {
      const deep = `{ companies { nodes { relations { party ${'{ id '.repeat(3_000)}${'}'.repeat(3_000)} } } } }`;
      const startedAt = performance.now();
      const response = await send(JSON.stringify({ query: deep }), json);
      const ms = performance.now() - startedAt;
      return only(
        response.status < 500 && ms < 5_000
          ? null
          : `expected a refusal, but got ${response.status} after ${Math.round(ms)} ms`,
      );
    },
  },
  {
    id: 'G9QP',
    level: 'SHOULD',
    title: 'refuses a body of more than a megabyte',
    check: async ({ send }) => {
      const response = await send(
        JSON.stringify({ query: `{ __typename } # ${'a'.repeat(1_200_000)}` }),
        json,
      );
      return only(
        response.status >= 400 && response.status < 500
          ? null
          : `expected 4xx, but got ${response.status}`,
      );
    },
  },
];

async function badAnswers({ send }: Target): Promise<string[]> {
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
