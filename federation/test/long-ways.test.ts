import { afterAll, beforeAll, expect, test } from 'vitest';
import { operator, owner } from './harness/records.ts';
import { startWorld } from './world.ts';
import type { World } from './world.ts';

// A Turkish owner and its Kazakh operator point at one another: a query can go to and fro over the
// border as often as it likes.

let world: World;
beforeAll(async () => {
  world = await startWorld({ records: { TR: [owner], KZ: [operator] } });
});
afterAll(() => world.stop());

const steps = (count: number): string =>
  count === 0 ? 'id name' : `relations { party { organization { ${steps(count - 1)} } } }`;

const endOf = (value: unknown): unknown => {
  const { relations } = value as { relations?: { party: { organization: unknown } }[] };
  return relations ? endOf(relations[0]!.party.organization) : value;
};

test('twenty pointers in a row, whatever the kinds they lead to, are planned and followed within two seconds', async () => {
  const startedAt = performance.now();
  const { data, errors } = await world.ask(`{ organization(id: "TR.owner") { ${steps(20)} } }`);
  expect(errors).toEqual([]);
  expect(endOf(data!.organization)).toMatchObject({ id: 'TR.owner' });
  // Planned once for each kind they may lead to, six would take a minute and ten the memory.
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a registry is asked once a step for all records behind it', async () => {
  world.forget();
  await world.ask(`{ companies { nodes { ${steps(3)} } } }`);
  expect([world.received('KZ').length, world.received('TR').length]).toEqual([4, 4]);
});

test('a page of twenty over two borders asks each registry once a level', async () => {
  const ownedBy = (id: string, party: string) => ({
    id,
    kind: 'FACILITY',
    names: [{ text: `${id} (SYNTHETIC)`, language: 'en', kind: 'TRADE' }],
    facilityKind: 'MINE',
    status: 'OPERATING',
    owners: [{ party: { id: party, kind: 'COMPANY', nameOnFile: 'x' } }],
    provenance: owner.provenance,
  });
  const codes = ['AZ', 'KZ', 'KG', 'UZ'];
  for (const [index, code] of codes.entries()) {
    const next = codes[(index + 1) % 4]!;
    const put = Array.from({ length: 5 }, (_, place) => [
      ownedBy(`${code}.mine${place}`, `${next}.firm${place}`),
      {
        ...owner,
        id: `${code}.firm${place}`,
        relations: [
          {
            kind: 'SUBSIDIARY_OF',
            party: { id: `${next}.firm${place}`, kind: 'COMPANY', nameOnFile: 'x' },
            source: 'SYNTHETIC',
          },
        ],
      },
      ownedBy(`${code}.plant${place}`, `${code}.firm${place}`),
    ]).flat();
    await world.registries.get(code)!.write({ put });
  }
  world.forget();
  const { data, errors } = await world.ask(
    `{ facilities(first: 20, where: { name: "mine" }) { nodes { owners { party { organization { name relations { party { organization { name ... on Company { facilities { id } } } } } } } } } } }`,
  );
  expect(errors).toEqual([]);
  expect(JSON.stringify(data).match(/"id":"\w+\.plant/g)).toHaveLength(20);
  // The page, the owners, the owners' own.
  for (const code of codes) expect(world.received(code)).toHaveLength(3);
});

test('a page of pointers to more records than a registry gives at once comes whole', async () => {
  const many = Array.from({ length: 250 }, (_, index) => `KZ.n${index}`);
  const relations = many.map((id) => ({
    kind: 'SUPPLIES',
    party: { id, kind: 'COMPANY', nameOnFile: 'x' },
    source: 'SYNTHETIC',
  }));
  await world.registries
    .get('KZ')!
    .write({ put: many.map((id) => ({ ...operator, id, relations: [] })) });
  await world.registries.get('TR')!.write({ put: [{ ...owner, id: 'TR.many', relations }] });
  const { data, errors } = await world.ask(
    '{ organization(id: "TR.many") { relations { party { id organization { id } } } } }',
  );
  expect(errors).toEqual([]);
  const found = (
    data!.organization as { relations: { party: { id: string; organization: { id: string } } }[] }
  ).relations;
  expect(found.map(({ party }) => party.organization.id)).toEqual(many);
});
