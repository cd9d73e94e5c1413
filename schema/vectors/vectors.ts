import { canonicalJson, hashFilter } from '../src/filter-hash.ts';
import { checkIdentifier, normalizeIdentifier } from '../src/identifier.ts';
import {
  comparePositions,
  dateRangeKeys,
  instantKey,
  numberKey,
  textKey,
} from '../src/sort-key.ts';
import { decodeCursor, encodeCursor } from '../src/cursor.ts';
import { foldKey } from '../src/fold-key.ts';
import { skeletonKey } from '../src/skeleton-key.ts';
import type { PageCursor } from '../src/cursor.ts';
import type { Position } from '../src/sort-key.ts';

export interface VectorFile {
  about: string;
  cases: readonly object[];
}

const numbers = [
  '0',
  '-0',
  '1',
  '-1',
  '2',
  '-2',
  '10',
  '-10',
  '1.5',
  '1.50',
  '-1.5',
  '0.000001',
  '-0.000001',
  '0.0000005',
  '0.0000004',
  '-0.0000005',
  '1e3',
  '1e-7',
  '250',
  '1907613.45',
  '99999999999999999999.999999',
  '-99999999999999999999.999999',
  '1e21',
  '-1e21',
];

const dateRanges = [
  { from: '2000', to: '2000' },
  { from: '2000-02', to: '2000-02' },
  { from: '1991-10-18', to: '1991-10-18' },
  { from: '1991' },
  { to: '2000-06' },
  { from: null, to: null },
];

const sortKeys: VectorFile = {
  about:
    'The sort key of a value, by kind of field: numbers (decimal text or a number), instants, and names by their fold key, cut at 200 characters. ' +
    'The key of a date is the date itself; a date range gives the keys between which dates lie, ends included.',
  cases: [
    ...numbers.map((value) => ({ kind: 'number', value, key: numberKey(value) })),
    ...['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.5+04:00', '1991-10-18T00:00:00.123456Z'].map(
      (value) => ({
        kind: 'instant',
        value,
        key: instantKey(value),
      }),
    ),
    ...['socar', 'a'.repeat(201)].map((value) => ({ kind: 'text', value, key: textKey(value) })),
    ...dateRanges.map((value) => ({ kind: 'dateRange', value, keys: dateRangeKeys(value) })),
  ],
};

const names: readonly (readonly [language: string, text: string])[] = [
  ['az', 'Azərbaycan Respublikası Dövlət Neft Şirkəti'],
  ['az', '“Azərenerji” Açıq Səhmdar Cəmiyyəti'],
  ['az-Cyrl', 'Азәрбајҹан'],
  ['az', 'İSTİSU'],
  ['kk', '«Самұрық-Қазына» ұлттық әл-ауқат қоры» АҚ'],
  ['kk', 'Қазақстан'],
  ['kk-Latn', 'Qazaqstan'],
  ['kk-Latn', 'Almaty'],
  ['kk', 'Жамбыл'],
  ['kk', 'Теңіз'],
  ['ky', 'Кыргызстан'],
  ['ky', '«Кыргызалтын» ААК'],
  ['ky', 'Жалал-Абад'],
  ['uz', 'Oʻzbekiston'],
  ['uz', "O'zbekiston"],
  ['uz-Cyrl', 'Ўзбекистон'],
  ['uz', 'Jizzax MChJ'],
  ['uz-Cyrl', 'Жиззах МЧЖ'],
  ['uz-Cyrl', 'Ер объекти, акция, лицей'],
  ['tr', 'Türkiye Petrol Rafinerileri A.Ş.'],
  ['tr', 'Kâğıt ve Işık Sanayi Ltd. Şti.'],
  ['tr', 'İSTANBUL'],
  ['tr', 'ISPARTA'],
  ['tk', 'Türkmengaz döwlet konserni'],
  ['tk', '«Balkan Ýyldyzy» HJ'],
  ['tk-Cyrl', 'Түркменистан'],
  ['hu', 'MOL Magyar Olaj- és Gázipari Nyrt.'],
  ['hu', 'Győri Ipari Kft.'],
  ['ru', 'ТОО «Казцинк»'],
  ['ru', 'Щёлково Жуковский объект № 5'],
  ['ru', 'Королёв'],
  ['en', 'Open Joint Stock Company “Kyrgyzaltyn”'],
  ['en', 'İSTANBUL ıstanbul'],
  ['en', 'MMC'],
  ['ka', 'თბილისი'],
  ['und', '  —  '],
];

const foldKeys: VectorFile = {
  about:
    'The fold key of a name in its language (BCP 47), the generic key that a query takes (the fold key in no language, und), ' +
    'and the skeleton key, which is made of the fold key.',
  cases: names.map(([language, text]) => {
    const key = foldKey(text, language);
    return {
      language,
      text,
      foldKey: key,
      genericKey: foldKey(text, 'und'),
      skeletonKey: skeletonKey(key),
    };
  }),
};

const filters: readonly unknown[] = [
  null,
  {},
  { name: null },
  { status: ['ACTIVE'], name: 'qazaq' },
  { name: 'qazaq', status: ['ACTIVE'], divisions: null },
  { status: ['SUSPENDED', 'ACTIVE'] },
  { status: ['ACTIVE', 'SUSPENDED'] },
  { or: [{ name: 'şəki', founded: { to: '2000', from: null } }, { not: { stateOwned: true } }] },
  { name: 'Ўзбекистон «1»\n' },
  { employees: { gte: 10, lte: 250 }, turnoverUsd: { gte: '1.50' } },
  { related: { share: { gte: 0.5 } } },
  { name: '𐰚𐰇𐰯𐰼𐰇' },
];

const filterHashes: VectorFile = {
  about:
    'The filter hash of a coerced where argument: SHA-256, lower-case hex, of the UTF-8 bytes of its canonical JSON (RFC 8785) ' +
    'without the fields that are null; no filter at all is {}.',
  cases: filters.map((where) => ({
    where,
    canonicalJson: canonicalJson(where ?? {}),
    hash: hashFilter(where),
  })),
};

const cursors: readonly PageCursor[] = [
  {
    order: 'companies:NAME:ASC',
    key: 'azarenerji achiq sahmdar camiyyati',
    id: 'AZ.azerenerji',
    filter: hashFilter(null),
  },
  {
    order: 'companies:FOUNDED:DESC',
    key: '1991-10-18',
    id: 'KZ.950440001673',
    filter: hashFilter({ status: ['ACTIVE'] }),
  },
  { order: 'companies:EMPLOYEES:DESC', key: null, id: 'TRNC.north-1', filter: hashFilter(null) },
  {
    order: 'companies:TURNOVER_USD:ASC',
    key: numberKey('-1.5'),
    id: 'UZ.1',
    filter: hashFilter({ name: 'şəki' }),
  },
];

const asCursor = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const [aCursor] = cursors.map(encodeCursor);

const noCursors: readonly (readonly [text: string, why: string])[] = [
  ['', 'empty'],
  ['not a cursor', 'no base64url'],
  [asCursor({}), 'no list'],
  [asCursor(['companies:NAME:ASC', 'a', 'AZ.1']), 'three parts'],
  [asCursor(['companies:NAME:ASC', 1, 'AZ.1', '']), 'a key that is no text'],
  [
    Buffer.from('["companies:NAME:ASC", "a", "AZ.1", ""]').toString('base64url'),
    'a space in the JSON: another spelling',
  ],
  [`${aCursor ?? ''}==`, 'padding: another spelling'],
  [asCursor(['companies:NAME:ASC', 'a'.repeat(1500), 'AZ.1', '']), 'more than 2,000 characters'],
];

const cursorVectors: VectorFile = {
  about:
    'A cursor is base64url, without padding, of the UTF-8 JSON list [order, sort key or null, id, filter hash] without spaces. ' +
    'The texts with cursor null are none, for the reason given, and are refused with CURSOR_MALFORMED.',
  cases: [
    ...cursors.map((cursor) => ({ cursor, text: encodeCursor(cursor) })),
    ...noCursors.map(([text, why]) => ({ cursor: decodeCursor(text), text, why })),
  ],
};

const identifiers: readonly (readonly [scheme: string, value: string])[] = [
  ['AZ-VOEN', '3100073821'],
  ['AZ-VOEN', '1401555071'],
  ['AZ-VOEN', '1401555081'],
  ['AZ-VOEN', '140155507'],
  ['KZ-BIN', '950440001673'],
  ['KZ-BIN', '990940003030'],
  ['KZ-BIN', '950440001674'],
  ['KG-OKPO', '24275760'],
  ['KG-OKPO', '01211791'],
  ['KG-OKPO', '24275761'],
  ['KG-INN', '00308200610153'],
  ['UZ-OKPO', '00040778'],
  ['UZ-STIR', '201124912'],
  ['UZ-STIR', '20112491'],
  ['TR-VKN', '4540536920'],
  ['TR-VKN', '454 053 69 20'],
  ['TR-VKN', '4540536921'],
  ['HU-ADOSZAM', '28592822'],
  ['HU-ADOSZAM', '28592822-2-42'],
  ['HU-ADOSZAM', '28592823'],
  ['XI-LEI', '213800KUD8LAJWSQ9D15'],
  ['XI-LEI', '213800KUD8LAJWSQ9D16'],
  ['XI-ROR', '05dxps055'],
  ['XI-ROR', 'https://ror.org/05dxps055'],
  ['XI-ROR', '05dxps056'],
  ['xi-ror', '05DXPS055'],
  ['TM-TAX', '1'],
];

const identifierVectors: VectorFile = {
  about:
    'The normalised form of an identifier (upper case; no spaces, dots, hyphens) and how far it can be checked: CHECKSUM, FORMAT, INVALID, ' +
    'or NONE for a scheme without a rule. The rules stand in schema/src/identifier-schemes.ts and check-digits.ts.',
  cases: identifiers.map(([scheme, value]) => ({
    scheme,
    value,
    normalized: normalizeIdentifier(value),
    verdict: checkIdentifier({ scheme, value }),
  })),
};

const shuffled: readonly (readonly Position[])[] = [
  [
    { key: 'b', id: 'KZ.1' },
    { key: null, id: 'UZ.2' },
    { key: 'a b', id: 'TR.1' },
    { key: 'ab', id: 'AZ.9' },
    { key: 'b', id: 'AZ.1' },
    { key: '', id: 'HU.1' },
    { key: null, id: 'AZ.2' },
    { key: 'a', id: 'TRNC.1' },
    { key: 'b', id: 'KZ.10' },
    { key: 'b', id: 'KZ.2' },
  ],
  ['0', '-2', '10', '9', '-1', '-10', '0.5'].map((value, index) => ({
    key: numberKey(value),
    id: `KG.${index}`,
  })),
  ['2000-12-31', '2000', '2001', '2000-12', '1999-12-31'].map((key, index) => ({
    key,
    id: `TM.${index}`,
  })),
];

const order: VectorFile = {
  about:
    'Positions in no order, and their ids in the order of the contract in either direction: by sort key, compared byte by byte; ' +
    'without a key last in both directions; equal keys by id, ascending in both directions.',
  cases: shuffled.map((positions) => ({
    positions,
    ASC: positions.toSorted((a, b) => comparePositions(a, b, 'ASC')).map(({ id }) => id),
    DESC: positions.toSorted((a, b) => comparePositions(a, b, 'DESC')).map(({ id }) => id),
  })),
};

/** By file name. */
export const vectors: Readonly<Record<string, VectorFile>> = {
  'sort-keys.json': sortKeys,
  'fold-keys.json': foldKeys,
  'cursors.json': cursorVectors,
  'filter-hashes.json': filterHashes,
  'identifiers.json': identifierVectors,
  'order.json': order,
};
