import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../world.ts';
import { startChild } from '../harness/child.ts';
import { cleanUp } from '../harness/clean-up.ts';
import { startFederation } from '../harness/running-federation.ts';
import type { RunningFederation } from '../harness/running-federation.ts';

const questions = [
  '{ companies(first: 200) { totalCount nodes { id name founded } edges { cursor } pageInfo { endCursor hasNextPage } registries { registry state returned total } } }',
  '{ companies(first: 60, orderBy: {field: FOUNDED, direction: DESC}, where: {status: [ACTIVE]}) { nodes { id founded } } }',
  '{ researchCenters { totalCount nodes { id kind fields { code label } identifiers { scheme value } } } }',
  '{ companies(first: 40, where: {related: {}}) { nodes { id relations { kind share party { id nameOnFile organization { id name } } } } } }',
  '{ companies(first: 40, where: {registries: [KZ, TR, HU]}) { nodes { id kazakhstan { oked } turkiye { __typename } hungary { __typename } } } }',
  '{ organization(id: "KZ.1fit") { name names { text language } provenance { source modifiedAt } } nodes(ids: ["TR.aselsan", "KZ.none"]) { id } }',
  '{ members { code name state extensionLoaded } registries { code operator records { kind count } asOf extension } }',
  '{ organization(id: "XX.1") { name } companies(first: 201) { totalCount } }',
];

let federation: RunningFederation;
beforeAll(async () => {
  federation = await startFederation();
});
afterAll(async () => {
  await federation.stop();
  await cleanUp();
});

/** The answers, but for the time each registry took. */
async function answers(): Promise<unknown[]> {
  const all: Answer[] = [];
  for (const question of questions) all.push(await federation.ask(question));
  const told = all.map(({ data, errors, extensions }) => [
    data,
    errors,
    extensions.registries.map(({ registry, state }) => [registry, state]),
  ]);
  return JSON.parse(JSON.stringify(told)) as unknown[];
}

test('a hub whose disk is lost gives the same answers as before, for it keeps nothing of its own', async () => {
  const before = await answers();
  expect(JSON.stringify(before).length).toBeGreaterThan(50_000);
  const disk = join(federation.folder, 'hub');
  await access(join(disk, 'KZ.graphql'));

  process.kill(federation.pidOf('hub'), 'SIGKILL');
  const [, command = ''] = await federation.launcher.said(
    /^hub stopped \(SIGKILL\)\. Start it again with: (.+)$/,
  );
  await rm(disk, { recursive: true });
  const [npm = '', ...args] = command.split(' ');
  await startChild(npm, args).said(/^hub listening/);

  expect(await answers()).toEqual(before);
});
