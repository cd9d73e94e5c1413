import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../world.ts';
import { readAllPages } from '../properties/read-all-pages.ts';
import { describeOnBothStores } from '../harness/on-both-stores.ts';
import type { Ask } from '../harness/query-at.ts';
import { startChild } from '../harness/child.ts';
import { cleanUp } from '../harness/clean-up.ts';
import { startHubOver } from '../harness/hub-over.ts';
import type { RunningHub } from '../harness/hub-over.ts';
import { startFederation } from '../harness/running-federation.ts';
import type { RunningFederation } from '../harness/running-federation.ts';
import { describeLostDisk } from './lost-disk.ts';
import { startSilentRegistry } from '../harness/silent-registry.ts';

// One federation for all tests, in this order: Kazakhstan's registry is killed, restarted, stopped
// and continued.

const deadlineMs = 2_000;
const codes = ['AZ', 'KZ', 'KG', 'TR', 'UZ', 'HU', 'TM', 'TRNC', 'OTS'];
const page = '{ companies { nodes { id } registries { registry state returned total detail } } }';
const extension =
  '{ companies(first: 3, where: {registries: [KZ]}) { nodes { id kazakhstan { oked } } } }';
const pointer = '{ organization(id: "KZ.1fit") { name } }';

describeOnBothStores((stores) => {
  let federation: RunningFederation;
  let whole: string[];
  let lateHub: RunningHub;
  /** The process that the printed command started. */
  let kazakhstan: number;
  let knownExtension: Answer['data'];

  beforeAll(async () => {
    federation = await startFederation(stores());
    whole = await allIds(federation.ask);
    knownExtension = (await federation.ask(extension)).data;
  });
  afterAll(async () => {
    await federation.stop();
    await cleanUp();
  });

  async function allIds(ask: Ask): Promise<string[]> {
    const order = { field: 'NAME', direction: 'ASC' } as const;
    const pageScan = {
      connection: 'companies',
      kind: 'COMPANY',
      type: 'Company',
      order,
      where: {},
      pageSizes: [200],
    };
    return (await readAllPages(ask, pageScan)).ids;
  }

  const withoutKazakhstan = (ids: readonly string[]): string[] =>
    ids.filter((id) => !id.startsWith('KZ.'));

  /** The state of each registry, as the page says it and as the answer's extensions say it. */
  function statesOf({ data, extensions }: Answer): [inBand: object, inExtensions: object] {
    const reports = (data!.companies as { registries: { registry: string; state: string }[] })
      .registries;
    const states = (list: typeof reports) =>
      Object.fromEntries(list.map(({ registry, state }) => [registry, state]));
    return [states(reports), states(extensions.registries)];
  }

  const allOkBut = (state: string): object => ({
    ...Object.fromEntries(codes.map((code) => [code, 'OK'])),
    KZ: state,
  });

  /** No address, port, cause or stack trace. */
  function expectNothingInternal(answers: readonly Answer[]): void {
    const ports = Array.from({ length: 10 }, (_, index) => federation.port + index);
    const internal = new RegExp(
      `127\\.0\\.0\\.1|localhost|https?:|ECONN|node:|\\.ts\\b|\\\\n +at |\\b(${ports.join('|')})\\b`,
    );
    for (const answer of answers)
      expect(JSON.stringify([answer.errors, answer.extensions, answer.data])).not.toMatch(internal);
  }

  test('a killed registry leaves the rows of all others in place, and is named in the page and in extensions', async () => {
    expect(withoutKazakhstan(whole).length).toBeLessThan(whole.length);
    process.kill(federation.pidOf('KZ'), 'SIGKILL');
    await federation.launcher.said(/^KZ stopped/);

    const answer = await federation.ask(page);
    expect(answer.errors).toEqual([]);
    expect(statesOf(answer)).toEqual([allOkBut('UNAVAILABLE'), allOkBut('UNAVAILABLE')]);
    expect(await allIds(federation.ask)).toEqual(withoutKazakhstan(whole));
    expectNothingInternal([answer, await federation.ask(pointer), await federation.ask(extension)]);
  });

  test('a hub that starts without it serves the other eight, and names the registry whose fields it does not know', async () => {
    lateHub = await startHubOver({ membership: join(federation.folder, 'membership.json') });
    expect(await allIds(lateHub.ask)).toEqual(withoutKazakhstan(whole));
    const { errors } = await lateHub.ask(extension);
    expect(errors).toMatchObject([
      { extensions: { code: 'EXTENSION_NOT_LOADED', registry: 'KZ' } },
    ]);
  });

  test('the launcher prints how to start it again and does not restart it; the command makes all pages complete', async () => {
    expect(
      federation.launcher.lines.filter((line) => line.startsWith('KZ listening')),
    ).toHaveLength(1);
    const [, command = ''] = await federation.launcher.said(
      /^KZ stopped \(SIGKILL\)\. Start it again with: (.+)$/,
    );
    const [npm = '', ...args] = command.split(' ');
    expect([npm, ...args.slice(0, 4)]).toEqual(['npm', 'run', 'registry', '--', 'kazakhstan']);

    const [, pid] = await startChild(npm, args).said(/^KZ listening on .*, process (\d+)/);
    kazakhstan = Number(pid);
    expect(await allIds(federation.ask)).toEqual(whole);
    expect((await federation.ask(extension)).data).toEqual(knownExtension);
    expect(JSON.stringify(knownExtension)).toMatch(/"oked":"\d+"/);
  });

  test('the hub that started without it learns its extension', async () => {
    // The hub retries at growing intervals of at most five seconds.
    const end = Date.now() + 10_000;
    while ((await lateHub.ask(extension)).errors.length > 0 && Date.now() < end) await sleep(100);
    expect((await lateHub.ask(extension)).data).toEqual(knownExtension);
    expect(await allIds(lateHub.ask)).toEqual(whole);
    await lateHub.child.kill();
  });

  test('a registry that hangs costs its own rows and at most the deadline', async () => {
    process.kill(kazakhstan, 'SIGSTOP');
    const times: number[] = [];
    const answers: Answer[] = [];
    for (let run = 0; run < 3; run += 1) {
      const startedAt = performance.now();
      answers.push(await federation.ask(page));
      times.push(performance.now() - startedAt);
    }
    process.kill(kazakhstan, 'SIGCONT');
    for (const answer of answers)
      expect(statesOf(answer)).toEqual([allOkBut('TIMEOUT'), allOkBut('TIMEOUT')]);
    expectNothingInternal(answers);
    // The best of three: two cores serve ten processes and this test.
    expect(Math.min(...times), `all three: ${times.map(Math.round).join(', ')} ms`).toBeLessThan(
      deadlineMs + 50,
    );

    expect(await allIds(federation.ask)).toEqual(whole);
    expect((await federation.ask(extension)).data).toEqual(knownExtension);
  });

  test('a client that leaves ends the requests to the registries', async () => {
    const registry = await startSilentRegistry();
    const hub = await startHubOver({ membership: { KZ: registry.url }, deadlineMs: 60_000 });
    const hungUp = registry.untilHungUp();
    const asked = registry.untilAsked();
    const client = request({
      port: hub.port,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    client.on('error', () => undefined).end(JSON.stringify({ query: page }));
    await asked;
    client.destroy();
    await hungUp;
    await hub.child.kill();
    await registry.stop();
  });

  describeLostDisk(() => federation);
});
