import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../harness/child.ts';
import type { Ask } from '../harness/query-at.ts';
import type { RunningFederation } from '../harness/running-federation.ts';

const queries = [
  '{ companies(first: 200) { totalCount nodes { id name founded } edges { cursor } pageInfo { endCursor hasNextPage } registries { registry state returned total } } }',
  '{ companies(first: 60, orderBy: {field: FOUNDED, direction: DESC}, where: {status: [ACTIVE]}) { nodes { id founded } } }',
  '{ researchCenters { totalCount nodes { id kind fields { code label } identifiers { scheme value } } } }',
  '{ companies(first: 40, where: {related: {}}) { nodes { id relations { kind share party { id nameOnFile organization { id name } } } } } }',
  '{ companies(first: 40, where: {registries: [KZ, TR, HU]}) { nodes { id kazakhstan { oked } turkiye { __typename } hungary { __typename } } } }',
  '{ organization(id: "KZ.1fit") { name names { text language } provenance { source modifiedAt } } nodes(ids: ["TR.aselsan", "KZ.none"]) { id } }',
  '{ members { code name state extensionLoaded } registries { code operator records { kind count } asOf extension } }',
  '{ organization(id: "XX.1") { name } companies(first: 201) { totalCount } }',
];

/** The responses without the time that each registry took. */
async function execute(ask: Ask): Promise<unknown> {
  const responses: unknown[] = [];
  for (const query of queries) {
    const { data, errors, extensions } = await ask(query);
    const states = extensions.registries.map(({ registry, state }) => [registry, state]);
    responses.push([data, errors, states]);
  }
  return JSON.parse(JSON.stringify(responses));
}

/** Kills the hub of a federation, removes its folder and starts the hub again. */
export function describeLostDisk(federationOf: () => RunningFederation): void {
  test('a hub that lost its disk gives the same responses as before, because it keeps no data of its own', async () => {
    const federation = federationOf();
    const before = await execute(federation.ask);
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

    expect(await execute(federation.ask)).toEqual(before);
  });
}
