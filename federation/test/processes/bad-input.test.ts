import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorCatalogue } from '@kopru/schema';
import { badRequests } from './bad-requests.ts';
import type { BadRequest } from './bad-requests.ts';
import { cleanUp } from '../harness/clean-up.ts';
import { startHubOver } from '../harness/hub-over.ts';
import type { RunningHub } from '../harness/hub-over.ts';
import { startSilentRegistry } from '../harness/silent-registry.ts';
import type { SilentRegistry } from '../harness/silent-registry.ts';

const codes = ['AZ', 'KZ', 'TR'];
const allowedMs = 100;

let registries: SilentRegistry[];
let hub: RunningHub;

beforeAll(async () => {
  registries = await Promise.all(codes.map(startSilentRegistry));
  const membership = Object.fromEntries(codes.map((code, index) => [code, registries[index]!.url]));
  hub = await startHubOver({ membership, deadlineMs: 300 });
  // What is good must pass, and wakes whatever the first request wakes.
  await Promise.all(badRequests.map(({ request }) => send(request)));
  expect((await hub.ask('{ members { code } }')).errors).toEqual([]);
});
afterAll(async () => {
  await cleanUp();
  await Promise.all(registries.map((registry) => registry.stop()));
});

interface Refusal {
  status: number;
  body: string;
  tookMs: number;
}

async function send({ search = '', ...request }: BadRequest['request']): Promise<Refusal> {
  const startedAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${hub.port}/graphql${search}`, request);
  const body = await response.text();
  return { status: response.status, body, tookMs: performance.now() - startedAt };
}

test.each(badRequests)(
  '$what gets $code at once, without a request to a registry',
  async ({ code, request }) => {
    const refusals = [await send(request), await send(request), await send(request)];
    const { status, body } = refusals[0]!;
    const { errors } = JSON.parse(body) as {
      errors: { message: string; extensions: { code: string } }[];
    };
    expect(errors[0]).toMatchObject({
      extensions: { code },
      message: expect.any(String) as string,
    });
    for (const error of errors) expect(errorCatalogue).toHaveProperty(error.extensions.code);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/\n\s+at |node:|node_modules|\.ts\b|call stack|https?:\/\/127/);
    expect(Math.min(...refusals.map(({ tookMs }) => tookMs))).toBeLessThan(allowedMs);
    expect(registries.map((registry) => registry.asked())).toEqual(codes.map(() => 0));
  },
);

test('a valid query reaches the registries, which proves that the counts above mean something', async () => {
  await hub.ask('{ companies { totalCount } }');
  expect(registries.map((registry) => registry.asked())).toEqual(codes.map(() => 1));
});
