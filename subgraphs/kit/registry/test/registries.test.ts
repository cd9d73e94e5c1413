import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, graphql } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contractVersion, identifierSchemes, registryExtensions } from '@kopru/schema';
import { createRegistry } from '../src/registry.ts';
import { loadRegistryModule } from '@kopru/records';
import { openStore } from '../src/open-store.ts';
import type { RegistryModule } from '@kopru/records';
import type { Registry } from '../src/registry.ts';

// The one contract test of every registry on the kit: each country folder must pass it.

const subgraphs = join(import.meta.dirname, '..', '..', '..');
const all = readdirSync(subgraphs).filter((folder) =>
  existsSync(join(subgraphs, folder, 'registry.ts')),
);
// One with a program of its own has left the kit; as all do, it passes the conformance test.
const folders = all.filter((folder) => !existsSync(join(subgraphs, folder, 'main.ts')));
const nationals = await Promise.all(
  folders.map((folder) => loadRegistryModule(join(subgraphs, folder))),
);

const camelCase = (folder: string): string =>
  folder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test('there is one country folder for each registry code', () => {
  expect(all.map(camelCase).sort()).toEqual(Object.values(registryExtensions).sort());
});

describe.each(nationals.map((module) => [module.folder, module] as const))(
  '%s',
  (folder, module: RegistryModule) => {
    const { code } = module.definition;
    let registry: Registry;
    const ask = async (query: string, variableValues?: Record<string, unknown>) =>
      JSON.parse(
        JSON.stringify(
          await graphql({
            schema: registry.schema,
            source: query,
            contextValue: registry.createContext(),
            ...(variableValues && { variableValues }),
          }),
        ),
      ) as {
        data: Record<string, unknown> | null;
        errors?: { message: string; extensions: { code: string } }[];
      };
    const record = (id: string, name: string, extra: object = {}) => ({
      id: `${code}.${id}`,
      kind: 'COMPANY',
      names: [{ text: name, language: module.definition.languages[0], kind: 'LEGAL' }],
      status: 'ACTIVE',
      provenance: {
        source: 'SYNTHETIC',
        licence: 'CC0-1.0',
        modifiedAt: '2026-11-23T00:00:00.000Z',
      },
      ...extra,
    });

    beforeAll(async () => {
      registry = createRegistry(module, await openStore('sqlite::memory:'));
      await registry.write({
        put: [record('b', 'SYNTHETIC b'), record('a', 'SYNTHETIC a'), record('c', 'SYNTHETIC a')],
      });
    });
    afterAll(() => registry.store.close());

    test('says of itself who it is', async () => {
      const { data, errors } = await ask(
        '{ registries { code name operator membership languages identifierSchemes contractVersion licence extension records { kind count } asOf } }',
      );
      expect(errors).toBeUndefined();
      expect(data?.registries).toMatchObject([
        {
          code,
          contractVersion,
          extension: camelCase(folder),
          records: [{ kind: 'COMPANY', count: 3 }],
        },
      ]);
    });

    test('names identifier schemes that the contract knows', () => {
      const known = Object.keys(identifierSchemes);
      for (const scheme of module.definition.identifierSchemes) expect(known).toContain(scheme);
    });

    test('gives pages in the order of the contract, with cursors that go on', async () => {
      const page =
        '{ companies(first: 2) { nodes { id } pageInfo { hasNextPage endCursor } totalCount registries { registry state returned } } }';
      const { data } = await ask(page);
      expect(data?.companies).toMatchObject({
        nodes: [{ id: `${code}.a` }, { id: `${code}.c` }],
        pageInfo: { hasNextPage: true },
        totalCount: 3,
        registries: [{ registry: code, state: 'OK', returned: 2 }],
      });
      const after = (data?.companies as { pageInfo: { endCursor: string } }).pageInfo.endCursor;
      const next = await ask(
        'query ($after: Cursor) { companies(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage } } }',
        { after },
      );
      expect(next.data?.companies).toEqual({
        nodes: [{ id: `${code}.b` }],
        pageInfo: { hasNextPage: false, hasPreviousPage: true },
      });
    });

    test('gives records by id, as any node and as entity', async () => {
      const { data } = await ask(
        `{ node(id: "${code}.a") { id __typename } organization(id: "${code}.none") { id } nodes(ids: ["${code}.b", "${code}.none"]) { id }
        _entities(representations: [{__typename: "Company", id: "${code}.a"}, {__typename: "Investor", id: "${code}.a"}, {__typename: "Registry", code: "${code}"}]) {
          ... on Company { name } ... on Registry { operator } } }`,
      );
      expect(data).toMatchObject({
        node: { id: `${code}.a`, __typename: 'Company' },
        organization: null,
        nodes: [{ id: `${code}.b` }, null],
      });
      expect(data?._entities).toMatchObject([
        { name: 'SYNTHETIC a' },
        null,
        { operator: module.definition.operator },
      ]);
    });

    test('refuses a page that is too large, a foreign cursor and a malformed id, with the codes of the contract', async () => {
      const codes = async (query: string) =>
        (await ask(query)).errors?.map((error) => error.extensions.code);
      expect(await codes('{ companies(first: 201) { totalCount } }')).toEqual([
        'PAGE_SIZE_OUT_OF_RANGE',
      ]);
      expect(await codes('{ companies(first: -1) { totalCount } }')).toEqual([
        'PAGE_SIZE_OUT_OF_RANGE',
      ]);
      expect(await codes('{ companies(after: "bm90IGEgY3Vyc29y") { totalCount } }')).toEqual([
        'CURSOR_MALFORMED',
      ]);
      expect(await codes('{ node(id: "none") { id } }')).toEqual(['ID_MALFORMED']);
      expect(await codes('{ companies(where: {status: []}) { totalCount } }')).toEqual([
        'FILTER_LIST_EMPTY',
      ]);
    });

    test('adds one field of its own name, documented, and types that bear it', () => {
      const extended = module.extension.definitions.filter(
        (definition) => definition.kind === Kind.OBJECT_TYPE_EXTENSION,
      );
      expect(extended.length).toBeGreaterThan(0);
      for (const definition of extended)
        expect(definition.fields?.map((field) => field.name.value)).toEqual([camelCase(folder)]);
      const prefix = camelCase(folder).replace(/^./, (letter) => letter.toUpperCase());
      const own = module.extension.definitions.filter(
        (definition) =>
          definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
          definition.kind === Kind.ENUM_TYPE_DEFINITION,
      );
      expect(own).toHaveLength(module.extension.definitions.length - extended.length);
      for (const { name } of own) expect(name.value.startsWith(prefix), name.value).toBe(true);
      const fields = own.flatMap((definition) =>
        'fields' in definition ? (definition.fields ?? []) : [],
      );
      expect(fields.length).toBeGreaterThan(1);
      for (const type of own) expect(registry.schema.getType(type.name.value)).toBeDefined();
    });

    test('refuses a whole batch for one bad record, and says what is wrong with it', async () => {
      const bad = [
        [record('x', 'SYNTHETIC x', { founded: '1991-13' }), 'founded'],
        [record('x', 'SYNTHETIC x', { unknown: 1 }), 'unknown'],
        [record('x', 'SYNTHETIC x', { extension: { noSuchField: 1 } }), 'extension'],
        [{ ...record('x', 'SYNTHETIC x'), id: 'EXT.x' }, 'id'],
        [{ ...record('x', 'SYNTHETIC x'), kind: 'PERSON' }, 'kind'],
      ] as const;
      for (const [each, word] of bad) {
        const good = record('good', 'SYNTHETIC good');
        await expect(registry.write({ put: [good, each] })).rejects.toMatchObject({
          extensions: { code: 'RECORD_INVALID' },
          message: expect.stringContaining(word) as string,
        });
      }
      expect(await registry.store.getMany([`${code}.good`])).toEqual([null]);
    });

    test('leaves a change entry for each write', async () => {
      const before = await registry.store.changesSince(0, 100);
      await registry.write({ put: [record('d', 'SYNTHETIC d')] });
      await registry.write({ put: [record('d', 'SYNTHETIC e')] });
      await registry.write({ remove: [`${code}.d`, `${code}.none`] });
      const after = await registry.store.changesSince(before.at(-1)?.sequence ?? 0, 100);
      expect(after.map(({ id, event }) => [id, event])).toEqual([
        [`${code}.d`, 'ADDED'],
        [`${code}.d`, 'UPDATED'],
        [`${code}.d`, 'REMOVED'],
      ]);
    });
  },
);
