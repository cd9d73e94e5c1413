import {
  checkIdentifier,
  externalPrefix,
  identifierSchemes,
  isLatin,
  isicLabel,
  parseDateTime,
  parseDecimal,
  parseGlobalId,
  parseLanguageTag,
  parsePartialDate,
} from '@kopru/schema';
import { recordType, shapeProblem } from '../contract-shapes.ts';
import { inspect, show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';

const ofRecords =
  (problem: (node: Node, code: string, typeName: string) => string | null) =>
  async (subject: Target) => {
    const [records, code] = [await subject.records(), await subject.code()];
    return inspect(records, ({ node, kind }) => {
      const found = problem(node, code, kind.typeName);
      return found === null ? null : `${node.id}: ${found}`;
    });
  };

/** Every value below a record that stands in a field of one of these names, with its path. */
function valuesOf(
  value: unknown,
  names: ReadonlySet<string>,
  path = '',
): { path: string; value: unknown }[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => valuesOf(each, names, `${path}.${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    ...(names.has(name) ? [{ path: `${path}.${name}`, value: each as unknown }] : []),
    ...valuesOf(each, names, `${path}.${name}`),
  ]);
}

const below = (
  names: readonly string[],
  problem: (value: unknown, path: string) => string | null,
) => {
  const set = new Set(names);
  return async (subject: Target) => {
    const values = (await subject.records()).flatMap(({ node }) =>
      valuesOf(node, set).map((each) => ({ ...each, id: node.id })),
    );
    return inspect(
      values.filter(({ value }) => value !== null),
      ({ id, path, value }) => {
        const found = problem(value, path);
        return found === null ? null : `${id}${path}: ${found}`;
      },
    );
  };
};

const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

const dateFields = [
  'founded',
  'dissolved',
  'started',
  'ended',
  'announced',
  'published',
  'expires',
  'from',
  'to',
  'since',
  'joinedHub',
];
const pointerFields = ['party', 'operator', 'hub', 'owner', 'company', 'investor'];

export const records: Requirement[] = [
  {
    id: 'AB3G',
    level: 'MUST',
    title:
      'gives its records ids that begin with its own code and hold nothing but letters, digits, dots, hyphens and underscores behind it',
    check: ofRecords(({ id }, code) =>
      parseGlobalId(id)?.registry === code ? null : `expected an id that begins with ${code}.`,
    ),
  },
  {
    id: 'Y9BR',
    level: 'MUST',
    title: 'gives an id to one record only, whatever its kind',
    check: async (subject) => {
      const seen = new Set<string>();
      return inspect(await subject.records(), ({ node }) => {
        const isNew = !seen.has(node.id);
        seen.add(node.id);
        return isNew ? null : `${node.id} is given twice`;
      });
    },
  },
  {
    id: 'BQ8X',
    level: 'MUST',
    title:
      "gives records of the contract's shape: nothing null that must not be, enums of the contract, values of their types",
    check: ofRecords((node, _code, typeName) => shapeProblem(node, recordType(typeName), typeName)),
  },
  {
    id: 'NGW6',
    level: 'MUST',
    title:
      'names itself as the registry of its records, of their provenance and of the relations it asserts',
    check: ofRecords((node, code) => {
      const wrong = valuesOf(node, new Set(['assertedBy'])).find(({ value }) => value !== code);
      if (wrong) return `expected ${wrong.path} to be ${code}, but got ${show(wrong.value)}`;
      const said = [node.registry, (node.provenance as { registry?: unknown }).registry].filter(
        (each) => each !== undefined,
      );
      return said.every((each) => each === code)
        ? null
        : `expected the registry ${code}, but got ${show(said)}`;
    }),
  },
  {
    id: 'HXFF',
    level: 'MUST',
    title: 'gives dates of days that exist, as YYYY, YYYY-MM or YYYY-MM-DD',
    check: below(dateFields, (value, path) => {
      // Stages, levels and legs have ends, too.
      if (/\.(from|to)$/.test(path) && !path.startsWith('.relations.')) return null;
      const isDate = typeof value === 'string' && parsePartialDate(value) !== null;
      return isDate ? null : `expected a date, but got ${show(value)}`;
    }),
  },
  {
    id: 'U6TF',
    level: 'MUST',
    title: 'gives instants in UTC with milliseconds (RFC 3339)',
    check: below(['modifiedAt', 'asOf', 'until'], (value) =>
      typeof value === 'string' && parseDateTime(value) === value
        ? null
        : `expected an instant, but got ${show(value)}`,
    ),
  },
  {
    id: '8YFQ',
    level: 'MUST',
    title: 'gives decimals as text of at most 20 digits before the point and 6 behind it',
    check: below(['amount'], (value) =>
      typeof value === 'string'
        ? parseDecimal(value) === null
          ? `expected a decimal, but got ${show(value)}`
          : null
        : null,
    ),
  },
  {
    id: 'CG97',
    level: 'MUST',
    title: 'gives languages as BCP 47 tags in their own casing',
    check: below(['language'], (value) =>
      typeof value === 'string' && parseLanguageTag(value) === value
        ? null
        : `expected a language tag, but got ${show(value)}`,
    ),
  },
  {
    id: 'AZR3',
    level: 'MUST',
    title: 'shows the first name on file as the native name',
    check: ofRecords(({ name, names }) => {
      if (names === undefined) return null;
      const [first] = list(names);
      return first?.text === name
        ? null
        : `expected the name ${show(first?.text)}, but got ${show(name)}`;
    }),
  },
  {
    id: 'UPGC',
    level: 'MUST',
    title: 'gives a Latin form of every name when asked for LATIN',
    check: ofRecords(({ latin }) =>
      typeof latin !== 'string' || isLatin(latin)
        ? null
        : `expected Latin letters, but got ${show(latin)}`,
    ),
  },
  {
    id: 'RV44',
    level: 'SHOULD',
    title: 'gives names in the Common Turkic Alphabet when asked for COMMON_TURKIC',
    check: ofRecords(({ turkic }) =>
      typeof turkic !== 'string' || isLatin(turkic)
        ? null
        : `expected the Common Turkic Alphabet, but got ${show(turkic)}`,
    ),
  },
  {
    id: 'MNBF',
    level: 'MUST',
    title:
      'gives texts without control characters and without those that turn the direction of what follows',
    check: ofRecords((node) => {
      // eslint-disable-next-line no-control-regex -- these are what is looked for
      const found =
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]|\\u00[01][0-9a-f]/.exec(
          JSON.stringify(node),
        );
      return found ? `expected no control characters, but got ${show(found[0])}` : null;
    }),
  },
  {
    id: 'W2BR',
    level: 'MUST',
    title:
      "gives activities by ISIC Rev. 4 sections, divisions that lie in their section, and the contract's labels",
    check: below(['activities'], (value) => {
      const wrong = list(value).find(
        ({ section, division, label }) =>
          isicLabel(section as string, division as string | null) !== label,
      );
      return wrong ? `expected an ISIC activity with its label, but got ${show(wrong)}` : null;
    }),
  },
  {
    id: 'QRPU',
    level: 'MUST',
    title:
      'checks identifiers by the rules of their schemes, and says INVALID_AT_SOURCE of one that fails',
    check: ofRecords(({ identifiers, notices }) => {
      const wrong = list(identifiers).find(({ scheme, value, check }, index) => {
        const verdict = checkIdentifier({ scheme: String(scheme), value: String(value) });
        const isNoticed = list(notices).some(
          ({ path, reason }) => path === `identifiers.${index}` && reason === 'INVALID_AT_SOURCE',
        );
        return verdict === 'INVALID'
          ? check !== 'NONE' || !isNoticed
          : check !== verdict && check !== 'REGISTER';
      });
      return wrong ? `expected the check of its scheme, but got ${show(wrong)}` : null;
    }),
  },
  {
    id: 'KXV9',
    level: 'SHOULD',
    title: 'uses identifier schemes that the contract knows',
    check: below(['identifiers'], (value) => {
      const wrong = list(value).find(
        ({ scheme }) => !Object.hasOwn(identifierSchemes, String(scheme).toUpperCase()),
      );
      return wrong ? `expected a scheme of the contract, but got ${show(wrong)}` : null;
    }),
  },
  {
    id: 'DAGY',
    level: 'MUST',
    title: 'gives shares between 0 and 1',
    check: below(['share', 'exportShare'], (value) =>
      typeof value === 'number' && value >= 0 && value <= 1
        ? null
        : `expected 0 to 1, but got ${show(value)}`,
    ),
  },
  {
    id: '2FNS',
    level: 'MUST',
    title: 'gives latitudes of -90 to 90 and longitudes of -180 to 180 degrees',
    check: below(['location'], (value) => {
      const { latitude, longitude } = value as { latitude: number; longitude: number };
      return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        ? null
        : `expected a place on earth, but got ${show(value)}`;
    }),
  },
  {
    id: '2MQ5',
    level: 'MUST',
    title:
      'points at organisations by an id, a kind and the name on file, and names the registry of the id, null for EXT',
    check: below(pointerFields, (value) => {
      const pointer = value as {
        id?: string;
        kind?: string;
        nameOnFile?: string;
        registry?: string | null;
      };
      if (typeof value !== 'object' || pointer.nameOnFile === undefined) return null;
      const prefix = parseGlobalId(pointer.id ?? '')?.registry;
      const registry = prefix === externalPrefix ? null : prefix;
      const isRight =
        prefix !== undefined &&
        pointer.nameOnFile !== '' &&
        (pointer.registry === undefined || pointer.registry === registry);
      return isRight ? null : `expected a pointer with its registry, but got ${show(value)}`;
    }),
  },
  {
    id: '4ZWN',
    level: 'MUST',
    title: 'says that a record is synthetic exactly where its source is SYNTHETIC',
    check: below(['provenance'], (value) => {
      const { source, synthetic } = value as { source: string; synthetic: boolean };
      return synthetic === (source === 'SYNTHETIC')
        ? null
        : `expected synthetic to be ${source === 'SYNTHETIC'}, but got ${synthetic}`;
    }),
  },
  {
    id: 'UUAT',
    level: 'SHOULD',
    title: 'gives websites as http or https addresses',
    check: below(['website'], (value) =>
      typeof value === 'string' && /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(value)
        ? null
        : `expected an address, but got ${show(value)}`,
    ),
  },
  {
    id: 'VQDP',
    level: 'SHOULD',
    title: 'puts companies into the size class that their employees make them',
    check: ofRecords(({ employees, sizeClass }) => {
      if (typeof employees !== 'number' || sizeClass === null || sizeClass === undefined)
        return null;
      const expected =
        employees < 10 ? 'MICRO' : employees < 50 ? 'SMALL' : employees < 250 ? 'MEDIUM' : 'LARGE';
      return sizeClass === expected
        ? null
        : `expected ${expected} for ${employees} employees, but got ${show(sizeClass)}`;
    }),
  },
];
