import type { Row } from '../table/row.ts';
import type { Mapping, Rule } from './mapping.ts';

type Draft = Record<string, Partial<Rule>>;

interface Field {
  path: string;
  /** Names that the column has in registers, in several languages, without case and signs. */
  names: readonly string[];
  rule?: Partial<Rule>;
  /** Of the kinds that have it; all where none is named. */
  kinds?: readonly string[];
}

const organizations = ['COMPANY', 'RESEARCH_CENTER', 'INNOVATION_HUB', 'INVESTOR', 'ASSOCIATION'];

const fields: readonly Field[] = [
  {
    path: 'names.0.text',
    names: [
      'name',
      'title',
      'fullname',
      'companyname',
      'plantname',
      'facilityname',
      'projectname',
      'наименование',
      'название',
      'полноенаименование',
      'атауы',
      'толықатауы',
      'ad',
      'unvan',
      'ünvan',
      'adı',
      'firmaadı',
      'név',
      'cégnév',
      'nomi',
      'аталышы',
      'nameru',
      'namekz',
      'namekk',
      'nameaz',
      'nametr',
      'nameuz',
    ],
    rule: { required: true },
  },
  {
    path: 'names.1.text',
    names: ['nameen', 'englishname', 'nameenglish', 'localname', 'namelocal'],
  },
  {
    path: 'status',
    names: ['status', 'state', 'статус', 'состояние', 'durum', 'vəziyyət', 'állapot', 'holat'],
  },
  {
    path: 'founded',
    names: [
      'founded',
      'foundedyear',
      'registered',
      'registrationdate',
      'datereg',
      'датарегистрации',
      'тіркелгенкүні',
      'kuruluştarihi',
      'qeydiyyattarixi',
      'alapítás',
    ],
    rule: { as: 'date' },
    kinds: organizations,
  },
  {
    path: 'started',
    names: [
      'started',
      'startyear',
      'startdate',
      'commissioningyear',
      'openingyear',
      'year',
      'datein',
    ],
    rule: { as: 'date' },
    kinds: ['FACILITY'],
  },
  {
    path: 'website',
    names: ['website', 'url', 'web', 'homepage', 'сайт', 'websitesi'],
    kinds: organizations,
  },
  {
    path: 'legalForm',
    names: ['legalform', 'опф', 'организационноправоваяформа'],
    kinds: organizations,
  },
  {
    path: 'employees',
    names: ['employees', 'staff', 'workforce', 'численность', 'çalışansayısı'],
    rule: { as: 'integer' },
    kinds: ['COMPANY'],
  },
  {
    path: 'address.locality',
    names: [
      'city',
      'locality',
      'town',
      'municipality',
      'город',
      'қала',
      'şehir',
      'şəhər',
      'város',
      'shahar',
    ],
  },
  {
    path: 'address.region',
    names: [
      'region',
      'province',
      'stateprovince',
      'oblast',
      'область',
      'облыс',
      'il',
      'megye',
      'viloyat',
      'subdivisionname',
      'subnationalunit',
    ],
  },
  {
    path: 'address.street',
    names: [
      'address',
      'street',
      'адрес',
      'мекенжай',
      'adres',
      'ünvanı',
      'cím',
      'manzil',
      'addressru',
    ],
  },
  {
    path: 'address.postalCode',
    names: ['zip', 'zipcode', 'postalcode', 'postcode', 'индекс', 'postakodu', 'irányítószám'],
  },
  {
    path: 'address.location.latitude',
    names: ['lat', 'latitude', 'latitudedeg', 'широта', 'enlem', 'portlatitude'],
    rule: { as: 'number' },
  },
  {
    path: 'address.location.longitude',
    names: [
      'lng',
      'lon',
      'long',
      'longitude',
      'longitudedeg',
      'долгота',
      'boylam',
      'portlongitude',
    ],
    rule: { as: 'number' },
  },
  {
    path: 'capacity.value',
    names: ['capacitymw', 'capacity'],
    rule: { as: 'number' },
    kinds: ['FACILITY'],
  },
  {
    path: 'identifiers.0.value',
    names: [
      'bin',
      'бин',
      'inn',
      'инн',
      'voen',
      'vöen',
      'vkn',
      'verginumarası',
      'adószám',
      'lei',
      'taxid',
    ],
    kinds: organizations,
  },
];

const idNames = [
  'id',
  'ident',
  'code',
  'uid',
  'gemid',
  'gppdidnr',
  'locode',
  'bin',
  'бин',
  'inn',
  'инн',
  'voen',
  'vöen',
  'registrationnumber',
  'regnumber',
  'number',
];

/** What records of these kinds must say, and where the table does not. */
const needed: Readonly<Record<string, Draft>> = {
  FACILITY: { facilityKind: { value: 'OTHER' }, status: { value: 'OPERATING' } },
  TRANSPORT_NODE: { nodeKinds: { value: ['RAIL_TERMINAL'] } },
  RESEARCH_CENTER: { researchKind: { value: 'INSTITUTE' }, status: { value: 'ACTIVE' } },
  INNOVATION_HUB: { hubKind: { value: 'INCUBATOR' }, status: { value: 'ACTIVE' } },
  INVESTOR: { investorKind: { value: 'VENTURE_FUND' }, status: { value: 'ACTIVE' } },
  COMPANY: { status: { value: 'ACTIVE' } },
  ASSOCIATION: { status: { value: 'ACTIVE' } },
};

export interface Suggestion {
  mapping: Mapping | object;
  /** Columns that no field was found for. */
  unused: string[];
}

/** A mapping drafted from the columns and first rows of a table: a beginning that its user corrects. */
export function suggestMapping(
  columns: readonly string[],
  rows: readonly Row[],
  kind: string,
  language: string,
): Suggestion {
  const draft: Draft = {};
  const used = new Set<string>();
  for (const { path, names, rule, kinds } of fields) {
    if (kinds && !kinds.includes(kind)) continue;
    const column = bestOf(columns, names);
    if (column === undefined || used.has(column)) continue;
    used.add(column);
    const values = rows.flatMap((row) => row.cells.get(column) ?? []);
    draft[pathFor(path, kind)] = {
      column,
      ...rule,
      ...(rule?.as === 'date' && { dates: datesOf(values) }),
      ...tableOf(path, values),
    };
  }
  const first = columns[0] ?? 'name';
  draft['names.0.text'] ??= { column: first, required: true };
  draft['names.0.language'] = { value: language };
  draft['names.0.kind'] = { value: 'LEGAL' };
  if (draft['names.1.text'])
    Object.assign(draft, {
      'names.1.language': { value: 'en' },
      'names.1.kind': { value: 'TRANSLATION' },
    });
  if (draft['capacity.value']) draft['capacity.unit'] = { value: 'MEGAWATT' };
  if (draft['identifiers.0.value']) draft['identifiers.0.scheme'] = { value: 'KZ-BIN' };
  for (const [path, rule] of Object.entries(needed[kind] ?? {})) draft[path] ??= rule;
  const id = bestOf(columns, idNames) ?? first;
  return {
    mapping: {
      about: 'Drafted from the columns of a table. Correct what is not so.',
      kind,
      source: {
        name: 'The name of the source',
        kind: 'OPEN_DATA',
        licence: 'The licence of the source',
      },
      id: { columns: [id] },
      fields: draft,
    },
    unused: columns.filter((column) => !used.has(column) && column !== id),
  };
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The column whose name comes first among those that the field is known by. */
function bestOf(columns: readonly string[], names: readonly string[]): string | undefined {
  const found = names.map((name) => columns.find((column) => plain(column) === name));
  return found.find((column) => column !== undefined);
}

/** A transport node has its place directly. */
const pathFor = (path: string, kind: string): string =>
  kind === 'TRANSPORT_NODE' ? path.replace('address.location', 'location') : path;

const dateForms = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'];

function datesOf(values: readonly string[]): string {
  const patterns = [
    /^\d{4}/,
    /^\d{1,2}\.\d{1,2}\.\d{4}/,
    /^\d{1,2}\/(1[0-2]|0?\d)\/\d{4}/,
    /^\d{1,2}\/\d{1,2}\/\d{4}/,
  ];
  const fits = patterns.findIndex(
    (pattern) => values.length > 0 && values.every((value) => pattern.test(value)),
  );
  return dateForms[Math.max(0, fits)] ?? 'YYYY-MM-DD';
}

/** A status's words, each for its user to name the contract's word for. */
function tableOf(path: string, values: readonly string[]): Partial<Rule> {
  if (path !== 'status') return {};
  const words = [...new Set(values)].slice(0, 20);
  return {
    table: Object.fromEntries(
      words.map((word) => [word, guesses[plain(word)] ?? word.toUpperCase()]),
    ),
  };
}

const guesses: Readonly<Record<string, string>> = {
  operating: 'OPERATING',
  operational: 'OPERATING',
  construction: 'CONSTRUCTION',
  announced: 'ANNOUNCED',
  retired: 'RETIRED',
  mothballed: 'MOTHBALLED',
  cancelled: 'CANCELLED',
  active: 'ACTIVE',
  действующее: 'ACTIVE',
  действующая: 'ACTIVE',
  зарегистрирован: 'ACTIVE',
  ликвидирован: 'DISSOLVED',
  liquidated: 'DISSOLVED',
  dissolved: 'DISSOLVED',
};
