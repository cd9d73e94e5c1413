import {
  isAzerbaijaniVoen,
  isHungarianTaxNumber,
  isKazakhBin,
  isLei,
  isOkpo,
  isRor,
  isTurkishVkn,
} from './check-digits.ts';

/** A scheme of identifiers and its rule. */
export interface IdentifierScheme {
  name: string;
  /** ISO 3166-1 alpha-2; null for an international scheme. */
  country: string | null;
  /** The form of a normalised value. */
  form: RegExp;
  /** Whether the check digits of a value of this form are correct. Absent if no rule is public. */
  checkDigit?: (value: string) => boolean;
  /** The publisher of the rule. */
  source: string;
}

/**
 * Schemes by their code of https://org-id.guide, or by a code in its style if it has none.
 * Turkmenistan publishes no rule for its numbers.
 */
export const identifierSchemes: Readonly<Record<string, IdentifierScheme>> = {
  'AZ-VOEN': {
    name: 'Vergi ödəyicisinin eyniləşdirmə nömrəsi',
    country: 'AZ',
    // The last digit is the taxpayer's status: 1 for a legal person, 2 for a natural one.
    form: /^\d{9}[12]$/,
    checkDigit: isAzerbaijaniVoen,
    source:
      'OECD, Tax identification numbers: Azerbaijan; the weights are those that published numbers show',
  },
  'KZ-BIN': {
    name: 'Бизнес-сәйкестендіру нөмірі',
    country: 'KZ',
    // YYMM of registration, then the type: 4 a resident, 5 a non-resident, 6 a joint individual
    // enterprise.
    form: /^\d{2}(0[1-9]|1[0-2])[4-6]\d{7}$/,
    checkDigit: isKazakhBin,
    source:
      'Law of Kazakhstan No. 223 of 12 January 2007 on national registers of identification numbers',
  },
  'KG-OKPO': {
    name: 'Ишканалардын жана уюмдардын жалпы классификаторунун коду',
    country: 'KG',
    form: /^\d{8}$/,
    checkDigit: isOkpo,
    source:
      'PR 50.1.024-2005, check number of the classifiers that the former Soviet states share; published numbers follow it',
  },
  'KG-INN': {
    name: 'Салык төлөөчүнүн идентификациялык номери',
    country: 'KG',
    form: /^\d{14}$/,
    source: 'OECD, Tax identification numbers: Kyrgyzstan; no public check digit',
  },
  'UZ-OKPO': {
    name: 'Korxona va tashkilotlarning umumdavlat tasniflagichi kodi',
    country: 'UZ',
    form: /^\d{8}$/,
    checkDigit: isOkpo,
    source:
      'PR 50.1.024-2005, check number of the classifiers that the former Soviet states share; published numbers follow it',
  },
  'UZ-STIR': {
    name: 'Soliq toʻlovchining identifikatsiya raqami',
    country: 'UZ',
    form: /^\d{9}$/,
    source: 'State Tax Committee of Uzbekistan; no public check digit',
  },
  'TR-MERSIS': {
    name: 'Merkezi Sicil Kayıt Sistemi numarası',
    country: 'TR',
    form: /^\d{16}$/,
    source: 'Republic of Türkiye, Ministry of Trade: MERSIS number, 16 digits',
  },
  'TR-VKN': {
    name: 'Vergi kimlik numarası',
    country: 'TR',
    form: /^\d{10}$/,
    checkDigit: isTurkishVkn,
    source: 'Gelir İdaresi Başkanlığı; as python-stdnum, stdnum.tr.vkn, implements it',
  },
  'HU-ADOSZAM': {
    name: 'Adószám',
    country: 'HU',
    // The eight digits of the taxpayer, then optionally the VAT code and the county.
    form: /^\d{8}([1-5]\d{2})?$/,
    checkDigit: isHungarianTaxNumber,
    source:
      'Act CL of 2017 on the Rules of Taxation; as python-stdnum, stdnum.hu.anum, implements it',
  },
  'XI-LEI': {
    name: 'Legal Entity Identifier',
    country: null,
    form: /^[A-Z0-9]{18}\d{2}$/,
    checkDigit: isLei,
    source: 'ISO 17442-1:2020, check digits of ISO/IEC 7064 (MOD 97-10)',
  },
  'XI-ROR': {
    name: 'Research Organization Registry',
    country: null,
    form: /^0[0-9A-HJKMNP-TV-Z]{6}\d{2}$/,
    checkDigit: isRor,
    source:
      'ROR documentation, "ROR identifier pattern": Crockford base 32 and two digits of ISO/IEC 7064',
  },
};
