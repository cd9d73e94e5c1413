import { show, single } from '../requirement.ts';
import type { Finding } from '../requirement.ts';
import type { Target } from '../target.ts';

export interface Change {
  token: string;
  kind: string;
  id: string;
  event: string;
  at: string;
  successor: string | null;
  record: { id: string } | null;
}

export interface ChangePage {
  entries: Change[];
  next: string;
  more: boolean;
}

/** The changes from the beginning, up to `maxFollowed`. */
export interface ChangeHistory {
  entries: Change[];
  next: string;
  /** False if the registry has more changes than are read. */
  isWhole: boolean;
}

const maxFollowed = 4_000;

const changesQuery = `
  query ($since: ChangeToken, $kinds: [RecordKind!], $first: Int) {
    changes(since: $since, kinds: $kinds, first: $first) {
      entries { token kind id event at successor record { id } }
      next
      more
    }
  }`;

/** Reads one page of changes. Resolves to a text with the error code if there is none. */
export async function readChanges(
  { request }: Target,
  variables: { since?: string | null; kinds?: readonly string[]; first?: number },
): Promise<ChangePage | string> {
  const { data, errors } = await request(changesQuery, variables);
  const page = data?.changes as ChangePage | undefined;
  return page ?? show(errors[0]?.extensions?.code ?? 'no response');
}

async function followChanges(target: Target): Promise<ChangeHistory | string> {
  const entries: Change[] = [];
  let since: string | null = null;
  for (;;) {
    const page: ChangePage | string = await readChanges(target, { since, first: 200 });
    if (typeof page === 'string') return page;
    entries.push(...page.entries);
    if (!page.more) return { entries, next: page.next, isWhole: true };
    if (page.next === since || entries.length >= maxFollowed)
      return { entries, next: page.next, isWhole: false };
    since = page.next;
  }
}

const histories = new WeakMap<Target, ReturnType<typeof followChanges>>();

/** Runs a check with the registry's history of changes, which is read once per target. */
export const withChanges =
  (check: (target: Target, history: ChangeHistory) => Promise<Finding> | Finding) =>
  async (target: Target): Promise<Finding> => {
    const reading = histories.get(target) ?? followChanges(target);
    histories.set(target, reading);
    const history = await reading;
    return typeof history === 'string'
      ? single(`expected changes, but got ${history}`)
      : check(target, history);
  };
