import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../src/local-registries.ts';
import { askAt } from './query-at.ts';
import type { Ask } from './query-at.ts';
import { startNode } from './child.ts';
import type { Child } from './child.ts';
import { makeFolder } from './clean-up.ts';

/** A hub in its own process, over registries that the test started. */
export interface RunningHub {
  port: number;
  child: Child;
  ask: Ask;
  /** Its data folder. */
  data: string;
}

interface HubOptions {
  /** A membership file, or the URLs of registries by code, from which one is written. */
  membership: string | Readonly<Record<string, string>>;
  deadlineMs?: number;
  data?: string;
}

export async function startHubOver({
  membership,
  deadlineMs = 2_000,
  data,
}: HubOptions): Promise<RunningHub> {
  const folder = await makeFolder();
  const file = typeof membership === 'string' ? membership : join(folder, 'membership.json');
  if (typeof membership !== 'string')
    await writeFile(file, JSON.stringify(membershipOf(membership)));
  const options = {
    membership: file,
    port: 0,
    data: data ?? join(folder, 'hub'),
    deadline: deadlineMs,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = startNode([join(root, 'cli', 'src', 'main.ts'), 'hub', ...args]);
  const [, port] = await child.said(/^hub listening on http:\S+:(\d+)/);
  return {
    port: Number(port),
    child,
    ask: askAt(Number(port)),
    data: options.data,
  };
}

const membershipOf = (urls: Readonly<Record<string, string>>): object => ({
  version: 1,
  registries: Object.entries(urls).map(([code, url]) => ({
    code,
    membership: 'MEMBER',
    name: code,
    url,
  })),
});
