export interface Place {
  /** ISO 3166-1 alpha-2; null if there is none. */
  country: string | null;
  region: string | null;
  /** ISO 3166-2. */
  regionCode: string | null;
  locality: string;
  unLocode: string | null;
  latitude: number;
  longitude: number;
}

/** The data from which synthetic records of one registry are drawn. */
export interface LocalRegistry {
  /** The languages of first names, the most common first. */
  languages: readonly string[];
  /** Short legal forms by language. */
  forms: Readonly<Record<string, readonly string[]>>;
  currency: string;
  exchange: string | null;
  nationalScheme: string | null;
  /**
   * Templates of numbers by scheme: `#` any digit, `m` a month, `c` the digit that makes the check
   * right. They lie where registers give out
   * no numbers, as far as we know: they are to pass checks and to be nobody's.
   */
  identifiers: Readonly<Record<string, string>>;
  places: readonly Place[];
}

/** Everywhere. */
export const globalIdentifiers: Readonly<Record<string, string>> = {
  'XI-LEI': '9999SYNTHETIC#####cc',
  'XI-ROR': '0synt##cc',
};

const place = (
  ...[country, region, regionCode, locality, unLocode, latitude, longitude]: Row
): Place => ({ country, region, regionCode, locality, unLocode, latitude, longitude });
type Row = [
  country: string | null,
  region: string | null,
  regionCode: string | null,
  locality: string,
  unLocode: string | null,
  latitude: number,
  longitude: number,
];

export const locals: Readonly<Record<string, LocalRegistry>> = {
  AZ: {
    languages: ['az', 'ru'],
    forms: { az: ['MMC', 'ASC', 'QSC'], ru: ['ООО', 'ОАО', 'ЗАО'] },
    currency: 'AZN',
    exchange: 'BFB',
    nationalScheme: null,
    identifiers: { 'AZ-VOEN': '00######c1' },
    places: [
      place('AZ', 'Bakı', 'AZ-BA', 'Bakı', 'AZBAK', 40.41, 49.87),
      place('AZ', 'Gəncə', 'AZ-GA', 'Gəncə', 'AZGAN', 40.6667, 46.35),
      place('AZ', 'Sumqayıt', 'AZ-SM', 'Sumqayıt', 'AZSUM', 40.5833, 49.6333),
      place('AZ', 'Daşkəsən', 'AZ-DAS', 'Daşkəsən', null, 40.52, 46.08),
    ],
  },
  KZ: {
    languages: ['kk-Cyrl', 'ru', 'kk-Latn'],
    forms: { 'kk-Cyrl': ['ЖШС', 'АҚ'], 'kk-Latn': ['JŞS', 'AQ'], ru: ['ТОО', 'АО'] },
    currency: 'KZT',
    exchange: 'KASE',
    nationalScheme: 'OKED',
    identifiers: { 'KZ-BIN': '00m49#####c' },
    places: [
      place('KZ', 'Алматы', 'KZ-75', 'Алматы', 'KZALA', 43.25, 76.95),
      place('KZ', 'Астана', 'KZ-71', 'Астана', 'KZAST', 51.17, 71.43),
      place('KZ', 'Шымкент', 'KZ-79', 'Шымкент', 'KZSHY', 42.32, 69.6),
      place('KZ', 'Қарағанды облысы', 'KZ-35', 'Теміртау', 'KZTAU', 50.05, 72.95),
      place('KZ', 'Шығыс Қазақстан облысы', 'KZ-63', 'Өскемен', 'KZUKK', 49.95, 82.61),
      place('KZ', 'Маңғыстау облысы', 'KZ-47', 'Ақтау', 'KZAAU', 43.65, 51.15),
    ],
  },
  KG: {
    languages: ['ky-Cyrl', 'ru'],
    forms: { 'ky-Cyrl': ['ЖЧК', 'ААК'], ru: ['ОсОО', 'ОАО'] },
    currency: 'KGS',
    exchange: 'KSE',
    nationalScheme: 'GKED',
    identifiers: { 'KG-OKPO': '00#####c', 'KG-INN': '99############' },
    places: [
      place('KG', 'Бишкек', 'KG-GB', 'Бишкек', 'KGFRU', 42.8667, 74.6),
      place('KG', 'Ош', 'KG-GO', 'Ош', 'KGOSS', 40.53, 72.8),
      place('KG', 'Чүй облусу', 'KG-C', 'Токмок', null, 42.84, 75.3),
      place('KG', 'Жалал-Абад облусу', 'KG-J', 'Майлуу-Суу', null, 41.27, 72.45),
    ],
  },
  TR: {
    languages: ['tr'],
    forms: { tr: ['A.Ş.', 'Ltd. Şti.'] },
    currency: 'TRY',
    exchange: 'BIST',
    nationalScheme: 'NACE',
    identifiers: { 'TR-VKN': '000######c' },
    places: [
      place('TR', 'İstanbul', 'TR-34', 'İstanbul', 'TRIST', 41.0167, 28.9667),
      place('TR', 'Ankara', 'TR-06', 'Ankara', 'TRANK', 39.92, 32.85),
      place('TR', 'İzmir', 'TR-35', 'Aliağa', 'TRALI', 38.8, 26.97),
      place('TR', 'Kocaeli', 'TR-41', 'Gebze', 'TRGEB', 40.7833, 29.4167),
      place('TR', 'Hatay', 'TR-31', 'İskenderun', 'TRISK', 36.5833, 36.1667),
    ],
  },
  UZ: {
    languages: ['uz', 'uz-Cyrl', 'ru'],
    forms: { uz: ['MChJ', 'AJ'], 'uz-Cyrl': ['МЧЖ', 'АЖ'], ru: ['ООО', 'АО'] },
    currency: 'UZS',
    exchange: 'UZSE',
    nationalScheme: 'IFUT',
    identifiers: { 'UZ-STIR': '000######', 'UZ-OKPO': '00#####c' },
    places: [
      place('UZ', 'Toshkent shahri', 'UZ-TK', 'Toshkent', 'UZTAS', 41.31, 69.28),
      place('UZ', 'Toshkent viloyati', 'UZ-TO', 'Olmaliq', 'UZALK', 40.85, 69.6),
      place('UZ', 'Buxoro viloyati', 'UZ-BU', 'Buxoro', 'UZBHK', 39.77, 64.42),
      place('UZ', 'Navoiy viloyati', 'UZ-NW', 'Navoiy', null, 40.1, 65.38),
    ],
  },
  HU: {
    languages: ['hu'],
    forms: { hu: ['Kft.', 'Zrt.', 'Nyrt.'] },
    currency: 'HUF',
    exchange: 'BSE',
    nationalScheme: 'TEAOR',
    identifiers: { 'HU-ADOSZAM': '00#####c' },
    places: [
      place('HU', 'Budapest', 'HU-BU', 'Budapest', 'HUBUD', 47.5, 19.0833),
      place('HU', 'Győr-Moson-Sopron', 'HU-GS', 'Győr', 'HUGYO', 47.6833, 17.6333),
      place('HU', 'Csongrád-Csanád', 'HU-CS', 'Szeged', null, 46.25, 20.15),
    ],
  },
  TM: {
    languages: ['tk', 'ru'],
    forms: { tk: ['HJ', 'AGPJ'], ru: ['ХО', 'ОАО'] },
    currency: 'TMT',
    exchange: null,
    nationalScheme: null,
    identifiers: {},
    places: [
      place('TM', 'Aşgabat', 'TM-S', 'Aşgabat', 'TMAGT', 37.95, 58.3833),
      place('TM', 'Balkan', 'TM-B', 'Türkmenbaşy', 'TMKRW', 40.0167, 52.9667),
      place('TM', 'Mary', 'TM-M', 'Mary', 'TMMYP', 37.6, 61.83),
    ],
  },
  TRNC: {
    languages: ['tr'],
    forms: { tr: ['Ltd.', 'Ltd. Şti.'] },
    currency: 'TRY',
    exchange: null,
    nationalScheme: null,
    identifiers: {},
    places: [
      place(null, null, null, 'Lefkoşa', null, 35.19, 33.36),
      place(null, null, null, 'Gazimağusa', 'CYFMG', 35.12, 33.94),
      place(null, null, null, 'Girne', 'CYKYR', 35.34, 33.32),
    ],
  },
  OTS: {
    languages: ['en', 'tr', 'az', 'kk-Cyrl'],
    forms: {},
    currency: 'USD',
    exchange: null,
    nationalScheme: null,
    identifiers: {},
    places: [
      place('TR', 'İstanbul', 'TR-34', 'İstanbul', 'TRIST', 41.0167, 28.9667),
      place('KZ', 'Астана', 'KZ-71', 'Астана', 'KZAST', 51.17, 71.43),
    ],
  },
};
