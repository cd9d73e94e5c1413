import { isEnumType } from 'graphql';
import { contract, kindShapes } from '../contract-shapes.ts';
import { inspectEach, one, same, show } from '../requirement.ts';
import type { Finding, Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';

interface Entry {
  token: string;
  kind: string;
  id: string;
  event: string;
  at: string;
  successor: string | null;
  record: { id: string } | null;
}

interface Feed {
  entries: Entry[];
  next: string;
  more: boolean;
}

const maxFollowed = 4_000;

async function feed(
  { ask }: Target,
  variables: { since?: string | null; kinds?: readonly string[]; first?: number },
): Promise<Feed | string> {
  const { data, errors } = await ask(
    'query ($since: ChangeToken, $kinds: [RecordKind!], $first: Int) { changes(since: $since, kinds: $kinds, first: $first) { entries { token kind id event at successor record { id } } next more } }',
    variables,
  );
  return (data?.changes as Feed | undefined) ?? show(errors[0]?.extensions?.code ?? 'no answer');
}

/** From the beginning, as far as a registry of millions is followed. */
async function follow(
  subject: Target,
  first: number,
): Promise<{ entries: Entry[]; next: string; isWhole: boolean } | string> {
  const entries: Entry[] = [];
  let since: string | null = null;
  for (;;) {
    const page: Feed | string = await feed(subject, { since, first });
    if (typeof page === 'string') return page;
    entries.push(...page.entries);
    if (!page.more) return { entries, next: page.next, isWhole: true };
    if (page.next === since || entries.length >= maxFollowed)
      return { entries, next: page.next, isWhole: false };
    since = page.next;
  }
}

const followed = new WeakMap<Target, ReturnType<typeof follow>>();
function once(subject: Target): ReturnType<typeof follow> {
  const known = followed.get(subject) ?? follow(subject, 200);
  followed.set(subject, known);
  return known;
}

const withFeed =
  (
    look: (
      subject: Target,
      feed: Exclude<Awaited<ReturnType<typeof follow>>, string>,
    ) => Promise<Finding> | Finding,
  ) =>
  async (subject: Target) => {
    const found = await once(subject);
    return typeof found === 'string'
      ? one(`expected changes, but got ${found}`)
      : look(subject, found);
  };

const kindNames = (): string[] => {
  const type = contract.getType('RecordKind');
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
};

export const changesRequirements: Requirement[] = [
  {
    id: 'Q59K',
    level: 'MUST',
    title:
      'tells in its changes every record there is: whoever follows them from the beginning knows the ids that its connections give',
    check: withFeed(async (subject, { entries, isWhole }) => {
      const known = new Set<string>();
      for (const { id, event } of entries) {
        if (event === 'ADDED' || event === 'UPDATED') known.add(id);
        else known.delete(id);
      }
      const walks = await Promise.all(kindShapes.map((kind) => subject.walk(kind)));
      if (!isWhole || walks.some((walk) => !walk.isWhole)) return { tested: 0, problems: [] };
      const ids = new Set(walks.flatMap(({ rows }) => rows.map(({ node }) => node.id)));
      const missing = [...ids].find((id) => !known.has(id));
      const extra = [...known].find((id) => !ids.has(id));
      const problems = [
        ...(missing === undefined ? [] : [`expected a change of ${missing}`]),
        ...(extra === undefined ? [] : [`expected ${extra} to be told as removed`]),
      ];
      return { tested: ids.size, problems };
    }),
  },
  {
    id: 'C8ZV',
    level: 'MUST',
    title:
      'tells its changes in the order of their time, each with an id of its own and an instant',
    check: withFeed(async (subject, { entries }) => {
      const code = await subject.code();
      const wrong = entries.findIndex(
        ({ at, id }, index) =>
          !id.startsWith(`${code}.`) ||
          Number.isNaN(Date.parse(at)) ||
          at < (entries[index - 1]?.at ?? ''),
      );
      return one(
        wrong < 0
          ? null
          : `expected changes of ${code} in the order of their time, but got ${show(entries.slice(Math.max(0, wrong - 1), wrong + 1))}`,
      );
    }),
  },
  {
    id: 'UTRU',
    level: 'MUST',
    title:
      'goes on from any token: behind a change with the next one, behind the last with nothing',
    check: withFeed(async (subject, { entries, next, isWhole }) => {
      if (entries.length < 2) return { tested: 0, problems: [] };
      const places = [0, Math.floor(entries.length / 2), entries.length - 2];
      const middle = await inspectEach(places, async (place) => {
        const page = await feed(subject, { since: entries[place]?.token ?? null, first: 1 });
        const found = typeof page === 'string' ? page : page.entries[0]?.token;
        return one(
          found === entries[place + 1]?.token
            ? null
            : `expected the change behind ${show(entries[place]?.id)}, but got ${show(page)}`,
        );
      });
      if (!isWhole) return middle;
      const end = await feed(subject, { since: next });
      const isEnd = typeof end !== 'string' && end.entries.length === 0 && !end.more;
      return {
        tested: middle.tested + 1,
        problems: [
          ...middle.problems,
          ...(isEnd ? [] : [`expected nothing behind the last change, but got ${show(end)}`]),
        ],
      };
    }),
  },
  {
    id: 'MH3M',
    level: 'MUST',
    title: 'tells the same changes whatever the size of the pages',
    check: withFeed(async (subject, { entries }) => {
      const seen: string[] = [];
      let since: string | null = null;
      for (let page = 0; page < 12; page += 1) {
        const found: Feed | string = await feed(subject, { since, first: 3 });
        if (typeof found === 'string') return one(`expected changes, but got ${found}`);
        seen.push(...found.entries.map(({ token }) => token));
        since = found.next;
        if (!found.more) break;
      }
      const expected = entries.slice(0, seen.length).map(({ token }) => token);
      const isRight = seen.length >= Math.min(entries.length, 12) && same(seen, expected);
      return one(isRight ? null : `expected ${show(expected)}, but got ${show(seen)}`);
    }),
  },
  {
    id: '38MP',
    level: 'MUST',
    title: 'tells the changes of the kinds asked for, and all of them',
    check: withFeed(async (subject, { entries }) =>
      inspectEach(kindNames(), async (kind) => {
        const expected = entries
          .filter((entry) => entry.kind === kind)
          .slice(0, 20)
          .map(({ token }) => token);
        if (expected.length === 0) return { tested: 0, problems: [] };
        const page = await feed(subject, { kinds: [kind], first: expected.length });
        const found = typeof page === 'string' ? page : page.entries.map(({ token }) => token);
        return one(
          same(found, expected)
            ? null
            : `changes(kinds: [${kind}]): expected ${show(expected)}, but got ${show(found)}`,
        );
      }),
    ),
  },
  {
    id: 'JWUN',
    level: 'MUST',
    title:
      'gives with a change the record as it is now, null where it is gone, and a successor with MERGED alone',
    check: withFeed((_, { entries, isWhole }) => {
      const last = new Map(entries.map((entry) => [entry.id, entry]));
      const wrong = entries.find(({ id, record, event, successor }) => {
        const isGone = ['REMOVED', 'MERGED'].includes(last.get(id)?.event ?? '');
        return (
          (isWhole && (record?.id ?? null) !== (isGone ? null : id)) ||
          (event === 'MERGED') !== (successor !== null)
        );
      });
      return {
        tested: entries.length,
        problems: wrong ? [`expected the record as it is now, but got ${show(wrong)}`] : [],
      };
    }),
  },
  {
    id: 'GK7T',
    level: 'MUST',
    title:
      'refuses what is no token (CHANGE_TOKEN_MALFORMED), no kinds (FILTER_LIST_EMPTY), and fewer than 1 or more than 200 changes (CHANGES_OUT_OF_RANGE)',
    check: (subject) =>
      inspectEach(
        [
          [{ since: 'nonsense' }, 'CHANGE_TOKEN_MALFORMED'],
          [{ kinds: [] }, 'FILTER_LIST_EMPTY'],
          [{ first: 0 }, 'CHANGES_OUT_OF_RANGE'],
          [{ first: 201 }, 'CHANGES_OUT_OF_RANGE'],
        ] as const,
        async ([variables, expected]) => {
          const found = await feed(subject, variables);
          return one(
            typeof found === 'string' && found.includes(expected)
              ? null
              : `expected ${expected}, but got ${show(found)}`,
          );
        },
      ),
  },
];
