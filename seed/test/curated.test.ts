import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRegistry, openStore, seedIfEmpty } from '@kopru/registry';
import type { StoredOrganization } from '@kopru/records';
import { checkIdentifier, foldWords, isicSectionOf, researchFieldLabel } from '@kopru/schema';
import { curated, curatedFolder } from '../src/curated.ts';
import {
  byId,
  folders,
  inFederation,
  locals,
  ofKind,
  organizations,
  raw,
  records,
  registryOf,
  root,
} from './read-records.ts';

const notes = join(root, '..', 'shared', 'data', 'curated', 'organisations.json');

interface LeftOut {
  registry: string;
  name: string;
  reason: string;
}

const { organisations: leftOut } = JSON.parse(
  await readFile(join(curated, 'left-out.json'), 'utf8'),
) as {
  organisations: LeftOut[];
};

const relations = () =>
  organizations.flatMap((record) =>
    record.relations.map((relation) => ({ ...relation, of: record, id: record.id })),
  );

const asserts = (of: string, kinds: readonly string[], party: string) =>
  organizations
    .find(({ id }) => id === of)
    ?.relations.find((each) => kinds.includes(each.kind) && each.party.id === party);

describe('a curated record', () => {
  test('lies in the folder of its registry, under an id that no other record has', () => {
    for (const [code, inputs] of raw) {
      const ids = inputs.map((input) => (input as { id: string }).id);
      expect(ids.filter((id) => registryOf(id) !== code)).toEqual([]);
      expect(new Set(ids).size, code).toBe(ids.length);
    }
    expect(byId.size).toBe(records.length);
  });

  test('is named first in a language of its registry, unless it goes by a mark or its register is English', () => {
    const elsewhere = organizations.filter(({ id, names: [first] }) => {
      const languages = locals.get(registryOf(id))?.definition.languages ?? [];
      return !languages.includes(first!.language) && first!.kind !== 'TRADE';
    });
    // The law and the register of the Astana International Financial Centre are in English.
    expect(elsewhere.map(({ id }) => id)).toEqual(['KZ.middle-corridor-multimodal']);
  });

  test('writes every name in the script of its language', () => {
    const scripts = {
      Latn: ['az', 'tr', 'uz', 'tk', 'hu', 'en'],
      Cyrl: ['kk-Cyrl', 'ky-Cyrl', 'uz-Cyrl', 'ru'],
    };
    for (const [script, languages] of Object.entries(scripts)) {
      for (const language of languages) {
        const texts = organizations.flatMap(({ names }) =>
          names.filter((name) => name.language === language),
        );
        const letters = texts.map(({ text }) => text).filter((text) => /\p{L}/u.test(text));
        expect(letters.filter((text) => !new RegExp(`\\p{sc=${script}}`, 'u').test(text))).toEqual(
          [],
        );
        expect(letters.length, language).toBeGreaterThan(10);
      }
    }
  });

  test('says where its facts come from, under which licence and as of when, and is no synthetic one', () => {
    for (const { id, provenance } of records) {
      expect(provenance.source, id).toBe('CURATED');
      expect(provenance.sourceName, id).toMatch(/\w{4}/);
      expect(['CC0-1.0', 'CC-BY-4.0', 'MIT', 'PDDL-1.0'], id).toContain(provenance.licence);
      expect(provenance.asOf, id).not.toBeNull();
    }
  });

  test('leaves no null silent in the fields that analysts ask for first', () => {
    for (const record of organizations) {
      const silent = [
        record.founded === null && 'founded',
        record.identifiers.length === 0 && 'identifiers',
        record.kind === 'COMPANY' && record.turnover === null && 'turnover',
        record.kind === 'COMPANY' && record.employees === null && 'employees',
        record.kind === 'RESEARCH_CENTER' && record.researchers === null && 'researchers',
        record.kind === 'INVESTOR' && record.fundSize === null && 'fundSize',
        record.kind === 'ASSOCIATION' && record.memberCount === null && 'memberCount',
      ].filter((path) => path !== false);
      expect(record.notices.map(({ path }) => path).sort(), record.id).toEqual(silent.sort());
    }
  });

  test('bears only identifiers that pass the check of their scheme', () => {
    const identifiers = organizations.flatMap(({ id, identifiers }) =>
      identifiers.map((each) => ({ id, ...each })),
    );
    expect(identifiers.filter((each) => checkIdentifier(each) !== 'CHECKSUM')).toEqual([]);
    expect(new Set(identifiers.map(({ value }) => value)).size).toBe(identifiers.length);
  });

  test('classifies its activities and its research by divisions and fields that exist', () => {
    for (const record of organizations) {
      expect(record.activities.filter(({ primary }) => primary).length, record.id).toBe(1);
      for (const { section, division } of record.activities) {
        if (division !== null) expect(isicSectionOf(division), record.id).toBe(section);
      }
      if (record.kind !== 'RESEARCH_CENTER') continue;
      expect(
        record.fields.filter((field) => researchFieldLabel(field) === null),
        record.id,
      ).toEqual([]);
    }
  });
});

describe('a relation', () => {
  test('names its source', () => {
    expect(relations().filter(({ source }) => !source)).toEqual([]);
  });

  test('points at a record of the kind it states, or outside the union', () => {
    const pointers = records.flatMap((record) =>
      partiesIn(record).map((party) => ({ from: record.id, ...party })),
    );
    const dangling = pointers.filter(({ id }) => inFederation(id) && !byId.has(id));
    expect(dangling).toEqual([]);
    // A pointer that can lead to one kind only does not state it.
    expect(
      pointers.filter(
        ({ id, kind }) => kind !== undefined && inFederation(id) && byId.get(id)?.kind !== kind,
      ),
    ).toEqual([]);
    expect(pointers.filter(({ id, from }) => id === from)).toEqual([]);
  });

  test('that has two sides is asserted on both, with the same share and dates', () => {
    const otherSide: Readonly<Record<string, readonly string[]>> = {
      PARENT_OF: ['SUBSIDIARY_OF', 'BRANCH_OF'],
      SUBSIDIARY_OF: ['PARENT_OF'],
      BRANCH_OF: ['PARENT_OF'],
      JOINT_VENTURE_OF: ['INVESTS_IN'],
      RESEARCH_PARTNER: ['RESEARCH_PARTNER'],
      SUPPLIES: ['SUPPLIED_BY'],
      SUPPLIED_BY: ['SUPPLIES'],
      SUCCESSOR_OF: ['PREDECESSOR_OF'],
      PREDECESSOR_OF: ['SUCCESSOR_OF'],
    };
    const sided = relations().filter(
      ({ kind, party }) => otherSide[kind] && inFederation(party.id),
    );
    for (const { id, kind, party, share, from, to } of sided) {
      expect(asserts(party.id, otherSide[kind]!, id), `${id} ${kind} ${party.id}`).toMatchObject({
        share,
        from,
        to,
      });
    }
    expect(sided.length).toBeGreaterThan(100);
  });

  test('crosses a border of the union at least forty times, by ownership at least thirty', () => {
    const across = relations().filter(
      ({ id, party }) => inFederation(party.id) && registryOf(party.id) !== registryOf(id),
    );
    const pairs = (found: typeof across) =>
      new Set(found.map(({ id, party }) => [id, party.id].sort().join(' '))).size;
    expect(pairs(across)).toBeGreaterThanOrEqual(40);
    const ownership = ['PARENT_OF', 'SUBSIDIARY_OF', 'BRANCH_OF', 'JOINT_VENTURE_OF'];
    expect(pairs(across.filter(({ kind }) => ownership.includes(kind)))).toBeGreaterThanOrEqual(30);
  });

  test('leads from a plant operator in Kazakhstan to its owner in Türkiye and back', () => {
    expect(asserts('KZ.voskhod-oriel', ['SUBSIDIARY_OF'], 'TR.yilmaden')).toBeDefined();
    expect(asserts('TR.yilmaden', ['PARENT_OF'], 'KZ.voskhod-oriel')).toBeDefined();
  });

  test('leads on over three countries', () => {
    expect(asserts('AZ.aselsan-baku', ['SUBSIDIARY_OF'], 'TR.aselsan')).toBeDefined();
    expect(
      asserts('TR.aselsan', ['INVESTS_IN'], 'KZ.kazakhstan-aselsan-engineering'),
    ).toBeDefined();
    expect(asserts('TM.turkmengaz', ['SUPPLIES'], 'TR.botas')).toBeDefined();
    expect(asserts('TR.botas', ['SUPPLIES'], 'HU.mvm-ceenergy')).toBeDefined();
  });
});

describe('a project', () => {
  test('is named by each of its participants in the same role, and names each that names it', () => {
    const said = organizations.flatMap(({ id, participations }) =>
      participations.map(({ project, role }) => `${project.id} ${id} ${role}`),
    );
    const meant = ofKind('PROJECT').flatMap(({ id, participants }) =>
      participants
        .filter(({ party }) => inFederation(party.id))
        .map(({ party, role }) => `${id} ${party.id} ${role}`),
    );
    expect(said.sort()).toEqual(meant.sort());
    expect(meant.length).toBeGreaterThan(10);
  });
});

describe("a national extension's data", () => {
  test("fits the extension's own SDL, so that the registry takes the whole file in one batch", async () => {
    for (const [code, folder] of Object.entries(folders)) {
      const registry = createRegistry(locals.get(code)!, await openStore('memory:'));
      expect(await seedIfEmpty(registry, [curatedFolder(folder)]), code).toBe(
        raw.get(code)!.length,
      );
    }
  });

  test('is there for eight records of every country, and for every multilateral body', () => {
    for (const code of Object.keys(folders)) {
      const own = organizations.filter(({ id }) => registryOf(id) === code);
      const extended = own.filter(({ extension }) => extension !== null).length;
      expect(extended, code).toBeGreaterThanOrEqual(code === 'OTS' ? own.length : 8);
    }
  });
});

describe('the organisations of the research notes', () => {
  const read = existsSync(notes) || process.env.CI ? test : test.skip;

  read(
    `are each on file or left out with a reason (read from ${notes}; skipped where it is absent, but not on CI)`,
    async () => {
      const found = JSON.parse(await readFile(notes, 'utf8')) as Record<string, Note[]>;
      const organisations = Object.entries(found).flatMap(([key, list]) =>
        list.map((note) => ({ ...note, registry: key === 'northern-cyprus' ? 'TRNC' : key })),
      );
      const absent = new Set(leftOut.map(({ registry, name }) => `${registry} ${name}`));
      const taken = organisations.filter(
        ({ registry, nativeName }) => !absent.has(`${registry} ${nativeName}`),
      );

      expect(organisations.length).toBe(249);
      expect(taken.length + absent.size).toBe(249);
      expect(leftOut.filter(({ reason }) => reason.length < 20)).toEqual([]);
      expect(taken.filter((note) => !organizations.some((record) => isSame(record, note)))).toEqual(
        [],
      );
    },
  );
});

interface Note {
  nativeName: string;
  englishName: string;
  website: string | null;
}

/** Same website, or one name has all the words of the other. */
function isSame(record: StoredOrganization, note: Note & { registry: string }): boolean {
  if (registryOf(record.id) !== note.registry) return false;
  if (note.website !== null && record.website === `https://${note.website}`) return true;
  const given = [note.nativeName, note.englishName].map((text) =>
    foldWords(text.replace(/\(.*?\)/g, '')),
  );
  return record.names.some(({ text }) => {
    const own = foldWords(text);
    return given.some((words) => covers(words, own) || covers(own, words));
  });
}

const covers = (all: readonly string[], some: readonly string[]): boolean =>
  some.length > 0 && some.every((word) => all.includes(word));

interface Party {
  id: string;
  /** Of a pointer that can lead to several kinds. */
  kind?: string;
  nameOnFile?: string;
}

/** Every pointer in a record, wherever it stands: relations, hubs, funds, extension data. */
function partiesIn(value: unknown): Party[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(partiesIn);
  return 'nameOnFile' in value || 'titleOnFile' in value ? [value as Party, ...below] : below;
}
