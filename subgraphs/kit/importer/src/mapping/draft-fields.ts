import { organizationKinds } from '@kopru/records';
import type { Rule } from './mapping.ts';

/** Rules of a drafted mapping, by the path of their field. */
export type Draft = Record<string, Partial<Rule>>;

interface Field {
  path: string;
  /**
   * Names of the column in registers of several languages, in lower case, letters and digits only.
   */
  names: readonly string[];
  rule?: Partial<Rule>;
  /** The kinds that have the field; all kinds if absent. */
  kinds?: readonly string[];
}

/** The fields that a draft can fill. */
export const draftFields: readonly Field[] = [
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
    kinds: organizationKinds,
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
    kinds: organizationKinds,
  },
  {
    path: 'legalForm',
    names: ['legalform', 'опф', 'организационноправоваяформа'],
    kinds: organizationKinds,
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
    kinds: organizationKinds,
  },
];

/** The names of columns that hold an id, the best ones first. */
export const idNames = [
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

/** The values that a kind requires, for a table that does not have them. */
export const requiredValues: Readonly<Record<string, Draft>> = {
  FACILITY: { facilityKind: { value: 'OTHER' }, status: { value: 'OPERATING' } },
  TRANSPORT_NODE: { nodeKinds: { value: ['RAIL_TERMINAL'] } },
  RESEARCH_CENTER: { researchKind: { value: 'INSTITUTE' }, status: { value: 'ACTIVE' } },
  INNOVATION_HUB: { hubKind: { value: 'INCUBATOR' }, status: { value: 'ACTIVE' } },
  INVESTOR: { investorKind: { value: 'VENTURE_FUND' }, status: { value: 'ACTIVE' } },
  COMPANY: { status: { value: 'ACTIVE' } },
  ASSOCIATION: { status: { value: 'ACTIVE' } },
};

/** The contract's status for words of registers, in lower case. */
export const statusWords: Readonly<Record<string, string>> = {
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
