import { nameKeys } from './fold-key.ts';

export interface LegalForm {
  /** Registry code; null for forms in English texts of all countries. */
  registry: string | null;
  /** The shortest form in the country's own writing. */
  code: string;
  /** The written forms, short and long, by language. */
  forms: Readonly<Record<string, readonly string[]>>;
}

export const legalForms: readonly LegalForm[] = [
  {
    registry: 'AZ',
    code: 'MMC',
    forms: { az: ['MMC', 'Məhdud Məsuliyyətli Cəmiyyət', 'Məhdud Məsuliyyətli Cəmiyyəti'] },
  },
  { registry: 'AZ', code: 'ASC', forms: { az: ['ASC', 'Açıq Səhmdar Cəmiyyəti'] } },
  { registry: 'AZ', code: 'QSC', forms: { az: ['QSC', 'Qapalı Səhmdar Cəmiyyəti'] } },
  { registry: 'AZ', code: 'SC', forms: { az: ['Səhmdar Cəmiyyəti'] } },
  { registry: 'AZ', code: 'PHŞ', forms: { az: ['PHŞ', 'Publik Hüquqi Şəxs'] } },
  {
    registry: 'KZ',
    code: 'ЖШС',
    forms: {
      kk: ['ЖШС', 'Жауапкершілігі шектеулі серіктестігі', 'Жауапкершілігі шектеулі серіктестік'],
      ru: ['ТОО', 'Товарищество с ограниченной ответственностью'],
      en: ['TOO'],
    },
  },
  {
    registry: 'KZ',
    code: 'АҚ',
    forms: {
      kk: ['АҚ', 'Акционерлік қоғамы', 'Акционерлік қоғам'],
      ru: ['АО', 'Акционерное общество'],
    },
  },
  {
    registry: 'KZ',
    code: 'ЖАҚ',
    forms: {
      kk: ['ЖАҚ', 'Жабық акционерлік қоғамы'],
      ru: ['ЗАО', 'Закрытое акционерное общество'],
    },
  },
  {
    registry: 'KZ',
    code: 'ААҚ',
    forms: { kk: ['ААҚ', 'Ашық акционерлік қоғамы'], ru: ['ОАО', 'Открытое акционерное общество'] },
  },
  {
    registry: 'KZ',
    code: 'КЕАҚ',
    forms: {
      kk: ['КЕАҚ', 'Коммерциялық емес акционерлік қоғамы', 'Коммерциялық емес акционерлік қоғам'],
      ru: ['НАО', 'Некоммерческое акционерное общество'],
    },
  },
  {
    registry: 'KZ',
    code: 'РМК',
    forms: {
      kk: ['РМК', 'ШЖҚ РМК', 'Республикалық мемлекеттік кәсіпорны'],
      ru: ['РГП', 'РГП на ПХВ', 'Республиканское государственное предприятие'],
    },
  },
  { registry: 'KZ', code: 'РМҚК', forms: { kk: ['РМҚК'], ru: ['РГКП'] } },
  {
    registry: 'KG',
    code: 'ЖЧК',
    forms: {
      ky: ['ЖЧК', 'Жоопкерчилиги чектелген коом', 'Жоопкерчилиги чектелген коому'],
      ru: ['ОсОО', 'Общество с ограниченной ответственностью'],
    },
  },
  {
    registry: 'KG',
    code: 'ААК',
    forms: { ky: ['ААК', 'Ачык акционердик коому', 'Ачык акционердик коом'], ru: ['ОАО'] },
  },
  {
    registry: 'KG',
    code: 'ЖАК',
    forms: { ky: ['ЖАК', 'Жабык акционердик коому', 'Жабык акционердик коом'], ru: ['ЗАО'] },
  },
  {
    registry: 'KG',
    code: 'МИ',
    forms: {
      ky: ['Мамлекеттик ишканасы', 'Мамлекеттик ишкана'],
      ru: ['ГП', 'Государственное предприятие'],
    },
  },
  {
    registry: 'TR',
    code: 'A.Ş.',
    forms: {
      tr: ['A.Ş.', 'AŞ', 'T.A.Ş.', 'TAŞ', 'Anonim Şirketi', 'Türk Anonim Şirketi'],
      en: ['A.S.', 'AS', 'T.A.S.', 'TAS'],
    },
  },
  {
    registry: 'TR',
    code: 'A.O.',
    forms: { tr: ['A.O.', 'T.A.O.', 'TAO', 'Anonim Ortaklığı', 'Türk Anonim Ortaklığı'] },
  },
  {
    registry: 'TR',
    code: 'Ltd. Şti.',
    forms: { tr: ['Ltd. Şti.', 'Limited Şirketi'], en: ['Ltd. Sti.'] },
  },
  { registry: 'TR', code: 'Koll. Şti.', forms: { tr: ['Koll. Şti.', 'Kollektif Şirketi'] } },
  { registry: 'TR', code: 'Kom. Şti.', forms: { tr: ['Kom. Şti.', 'Komandit Şirketi'] } },
  {
    registry: 'UZ',
    code: 'MChJ',
    forms: {
      uz: [
        'MChJ',
        'МЧЖ',
        'Masʼuliyati cheklangan jamiyati',
        'Masʼuliyati cheklangan jamiyat',
        'Масъулияти чекланган жамияти',
        'Масъулияти чекланган жамият',
      ],
      ru: ['ООО'],
    },
  },
  {
    registry: 'UZ',
    code: 'AJ',
    forms: {
      uz: ['AJ', 'АЖ', 'Aksiyadorlik jamiyati', 'Aksiyadorlik jamiyat', 'Акциядорлик жамияти'],
      ru: ['АО'],
    },
  },
  {
    registry: 'UZ',
    code: 'OAJ',
    forms: {
      uz: ['OAJ', 'ОАЖ', 'Ochiq aksiyadorlik jamiyati', 'Очиқ акциядорлик жамияти'],
      ru: ['ОАО'],
    },
  },
  {
    registry: 'UZ',
    code: 'XK',
    forms: {
      uz: ['XK', 'ХК', 'Xususiy korxonasi', 'Xususiy korxona', 'Хусусий корхонаси'],
      ru: ['ЧП', 'Частное предприятие'],
    },
  },
  {
    registry: 'UZ',
    code: 'QK',
    forms: {
      uz: ['QK', 'ҚК', 'Qoʻshma korxonasi', 'Qoʻshma korxona', 'Қўшма корхонаси'],
      ru: ['СП', 'Совместное предприятие', 'СП ООО'],
    },
  },
  {
    registry: 'UZ',
    code: 'DUK',
    forms: {
      uz: ['DUK', 'ДУК', 'Davlat unitar korxonasi', 'Давлат унитар корхонаси'],
      ru: ['ГУП', 'Государственное унитарное предприятие'],
    },
  },
  {
    registry: 'TM',
    code: 'HJ',
    forms: { tk: ['HJ', 'Hojalyk jemgyýeti'], ru: ['ХО', 'Хозяйственное общество'] },
  },
  {
    registry: 'TM',
    code: 'AGPJ',
    forms: { tk: ['AGPJ', 'Açyk görnüşli paýdarlar jemgyýeti'], ru: ['ОАО'] },
  },
  {
    registry: 'TM',
    code: 'ÝGPJ',
    forms: { tk: ['ÝGPJ', 'Ýapyk görnüşli paýdarlar jemgyýeti'], ru: ['ЗАО'] },
  },
  {
    registry: 'TM',
    code: 'HK',
    forms: { tk: ['HK', 'Hususy kärhanasy', 'Hususy kärhana'], ru: ['ЧП'] },
  },
  {
    registry: 'HU',
    code: 'Kft.',
    forms: { hu: ['Kft.', 'Korlátolt Felelősségű Társaság', 'Nonprofit Kft.'] },
  },
  {
    registry: 'HU',
    code: 'Zrt.',
    forms: { hu: ['Zrt.', 'Zártkörűen Működő Részvénytársaság', 'Nonprofit Zrt.'] },
  },
  {
    registry: 'HU',
    code: 'Nyrt.',
    forms: { hu: ['Nyrt.', 'Nyilvánosan Működő Részvénytársaság'] },
  },
  { registry: 'HU', code: 'Rt.', forms: { hu: ['Rt.', 'Részvénytársaság'] } },
  { registry: 'HU', code: 'Bt.', forms: { hu: ['Bt.', 'Betéti Társaság'] } },
  {
    registry: 'TRNC',
    code: 'Ltd.',
    forms: { tr: ['Şti. Ltd.', 'Şirketi Ltd.', 'Şirketi Limited'] },
  },
  {
    registry: null,
    code: 'LLC',
    forms: {
      en: ['LLC', 'L.L.C.', 'Limited Liability Company', 'LLP', 'Limited Liability Partnership'],
    },
  },
  {
    registry: null,
    code: 'Ltd.',
    forms: { en: ['Ltd.', 'Limited', 'Co. Ltd.', 'Company Limited'] },
  },
  {
    registry: null,
    code: 'JSC',
    forms: { en: ['JSC', 'Joint Stock Company', 'Joint-Stock Company'] },
  },
  {
    registry: null,
    code: 'OJSC',
    forms: { en: ['OJSC', 'Open Joint Stock Company', 'PJSC', 'Public Joint Stock Company'] },
  },
  {
    registry: null,
    code: 'CJSC',
    forms: {
      en: ['CJSC', 'Closed Joint Stock Company', 'NJSC', 'NCJSC', 'Non-profit Joint Stock Company'],
    },
  },
  { registry: null, code: 'PLC', forms: { en: ['PLC', 'Public Limited Company'] } },
  { registry: null, code: 'Inc.', forms: { en: ['Inc.', 'Corp.', 'Corporation'] } },
];

const written = new Set(
  legalForms.flatMap(({ forms }) =>
    Object.entries(forms).flatMap(([language, texts]) =>
      texts.flatMap((text) => nameKeys(text, language)),
    ),
  ),
);
const mostWords = Math.max(...[...written].map((form) => form.split(' ').length));

/**
 * Removes legal forms, in any language of the table, from both ends of a fold key. At least one
 * word stays.
 */
export function stripLegalForms(foldKey: string): string {
  return strip(foldKey.split(' ')).join(' ');
}

function strip(words: readonly string[]): readonly string[] {
  // Longest first, so that “open joint stock company” loses its first word too.
  for (let count = Math.min(mostWords, words.length - 1); count > 0; count -= 1) {
    if (written.has(words.slice(0, count).join(' '))) return strip(words.slice(count));
    if (written.has(words.slice(-count).join(' '))) return strip(words.slice(0, -count));
  }
  return words;
}
