import { isEnumType } from 'graphql';
import { contract, kindShapes } from '../contract-shapes.ts';
import { inspectEach, joinFindings, notApplicable, same, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { readChanges, withChanges } from './follow-changes.ts';
import type { ChangePage } from './follow-changes.ts';

const kindNames = (): string[] => {
  const type = contract.getType('RecordKind');
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
};

/** The feed of changes. */
export const changes: Requirement[] = [
  {
    id: 'Q59K',
    level: 'MUST',
    title:
      'lists every record in its changes: replaying them gives the ids that its connections give',
    check: withChanges(async (target, { entries, isWhole }) => {
      const replayed = new Set<string>();
      for (const { id, event } of entries) {
        if (event === 'ADDED' || event === 'UPDATED') replayed.add(id);
        else replayed.delete(id);
      }
      const scans = await Promise.all(kindShapes.map((kind) => target.scan(kind)));
      if (!isWhole || scans.some((scan) => !scan.isWhole)) return notApplicable;
      const ids = new Set(scans.flatMap(({ rows }) => rows.map(({ node }) => node.id)));
      const missing = [...ids].find((id) => !replayed.has(id));
      const extra = [...replayed].find((id) => !ids.has(id));
      const problems = [
        ...(missing === undefined ? [] : [`expected a change of ${missing}`]),
        ...(extra === undefined ? [] : [`expected ${extra} to be listed as removed`]),
      ];
      return { tested: ids.size, problems };
    }),
  },
  {
    id: 'C8ZV',
    level: 'MUST',
    title:
      'lists changes in the order of their time, each with an id of its own code and an instant',
    check: withChanges(async (target, { entries }) => {
      const code = await target.code();
      const wrong = entries.findIndex(
        ({ at, id }, index) =>
          !id.startsWith(`${code}.`) ||
          Number.isNaN(Date.parse(at)) ||
          at < (entries[index - 1]?.at ?? ''),
      );
      if (wrong < 0) return single(null);
      const pair = entries.slice(Math.max(0, wrong - 1), wrong + 1);
      return single(
        `expected changes of ${code} in the order of their time, but got ${show(pair)}`,
      );
    }),
  },
  {
    id: 'UTRU',
    level: 'MUST',
    title: 'continues from any token: with the next change, or with nothing after the last',
    check: withChanges(async (target, { entries, next, isWhole }) => {
      if (entries.length < 2) return notApplicable;
      const indexes = [0, Math.floor(entries.length / 2), entries.length - 2];
      const middle = await inspectEach(indexes, async (index) => {
        const page = await readChanges(target, { since: entries[index]?.token ?? null, first: 1 });
        const token = typeof page === 'string' ? page : page.entries[0]?.token;
        return single(
          token === entries[index + 1]?.token
            ? null
            : `expected the change after ${show(entries[index]?.id)}, but got ${show(page)}`,
        );
      });
      if (!isWhole) return middle;
      const end = await readChanges(target, { since: next });
      const isEnd = typeof end !== 'string' && end.entries.length === 0 && !end.more;
      const afterEnd = single(
        isEnd ? null : `expected nothing after the last change, but got ${show(end)}`,
      );
      return joinFindings([middle, afterEnd]);
    }),
  },
  {
    id: 'MH3M',
    level: 'MUST',
    title: 'lists the same changes for every page size',
    check: withChanges(async (target, { entries }) => {
      const seen: string[] = [];
      let since: string | null = null;
      for (let count = 0; count < 12; count += 1) {
        const page: ChangePage | string = await readChanges(target, { since, first: 3 });
        if (typeof page === 'string') return single(`expected changes, but got ${page}`);
        seen.push(...page.entries.map(({ token }) => token));
        since = page.next;
        if (!page.more) break;
      }
      const expected = entries.slice(0, seen.length).map(({ token }) => token);
      const isRight = seen.length >= Math.min(entries.length, 12) && same(seen, expected);
      return single(isRight ? null : `expected ${show(expected)}, but got ${show(seen)}`);
    }),
  },
  {
    id: '38MP',
    level: 'MUST',
    title: 'lists all changes of the requested kinds, and no others',
    check: withChanges(async (target, { entries }) =>
      inspectEach(kindNames(), async (kind) => {
        const expected = entries
          .filter((entry) => entry.kind === kind)
          .slice(0, 20)
          .map(({ token }) => token);
        if (expected.length === 0) return notApplicable;
        const page = await readChanges(target, { kinds: [kind], first: expected.length });
        const tokens = typeof page === 'string' ? page : page.entries.map(({ token }) => token);
        return single(
          same(tokens, expected)
            ? null
            : `changes(kinds: [${kind}]): expected ${show(expected)}, but got ${show(tokens)}`,
        );
      }),
    ),
  },
  {
    id: 'JWUN',
    level: 'MUST',
    title:
      'gives each change the current record, null if it is gone, and a successor only for MERGED',
    check: withChanges((_, { entries, isWhole }) => {
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
        problems: wrong ? [`expected the current record, but got ${show(wrong)}`] : [],
      };
    }),
  },
  {
    id: 'GK7T',
    level: 'MUST',
    title:
      'rejects a malformed token (CHANGE_TOKEN_MALFORMED), no kinds (FILTER_LIST_EMPTY) and a size outside 1 to 200 (CHANGES_OUT_OF_RANGE)',
    check: (target) =>
      inspectEach(
        [
          [{ since: 'nonsense' }, 'CHANGE_TOKEN_MALFORMED'],
          [{ kinds: [] }, 'FILTER_LIST_EMPTY'],
          [{ first: 0 }, 'CHANGES_OUT_OF_RANGE'],
          [{ first: 201 }, 'CHANGES_OUT_OF_RANGE'],
        ] as const,
        async ([variables, expected]) => {
          const result = await readChanges(target, variables);
          return single(
            typeof result === 'string' && result.includes(expected)
              ? null
              : `expected ${expected}, but got ${show(result)}`,
          );
        },
      ),
  },
];
