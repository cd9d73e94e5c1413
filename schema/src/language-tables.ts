/**
 * The Latin spelling of a letter: one for both alphabets, or [the language's own Latin alphabet,
 * Common Turkic].
 */
export type Spelling = string | readonly [latin: string, commonTurkic: string];

/**
 * How one language is written in Latin script and in the Common Turkic Alphabet. All keys and
 * spellings are lower-case.
 */
export interface LanguageTable {
  /** Spellings by Cyrillic letter. */
  cyrillic: Readonly<Record<string, Spelling>>;
  /**
   * Common Turkic letters by letter or digraph of the language's own Latin alphabet, if they
   * differ.
   */
  latin: Readonly<Record<string, string>>;
  /** Whether the language's own Latin alphabet has both capitals İ and I. */
  dottedCapitalI: boolean;
  /** Replacements that depend on neighbouring letters, applied before the tables. */
  respell: readonly (readonly [RegExp, string])[];
}

/**
 * The letters of the Common Turkic Alphabet: Turkic World Common Alphabet Commission, Baku, 11
 * September 2024.
 */
export const commonTurkicAlphabet = 'aäbcçdefgğhıijklmnñoöpqrsştuūüvxyz';

// Letters that all Cyrillic alphabets below share, as Turkic languages read them.

const sharedCyrillic: Readonly<Record<string, Spelling>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'x',
  ц: 'ts',
  ч: 'ç',
  ш: 'ş',
  щ: 'ş',
  ъ: '',
  ы: 'ı',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

/** Kazakh has no Latin alphabet in force, so Cyrillic is converted directly to Common Turkic. */
const kazakh: LanguageTable = {
  cyrillic: {
    ...sharedCyrillic,
    ә: 'ä',
    ғ: 'ğ',
    қ: 'q',
    ң: 'ñ',
    ө: 'ö',
    ұ: 'ū',
    ү: 'ü',
    һ: 'h',
    і: 'i',
  },
  // The letters with an acute are those of Decree 637 of 19 February 2018.
  latin: { á: 'ä', ǵ: 'ğ', ń: 'ñ', ŋ: 'ñ', ó: 'ö', ú: 'ü', ý: 'u', sh: 'ş', ch: 'ç' },
  dottedCapitalI: true,
  // Latin y is ы after a consonant (Almaty), else й (Abay); before a vowel it is part of я or ю.
  respell: [[/(?<=[bcdfghjklmnpqrstvxzçğñşǵńŋ])y(?![aeiouäöüūıáóúý])/giu, 'ı']],
};

/** Kyrgyz ж is the sound of Turkish c. */
const kyrgyz: LanguageTable = {
  cyrillic: { ...sharedCyrillic, ж: 'c', ң: 'ñ', ө: 'ö', ү: 'ü' },
  latin: {},
  dottedCapitalI: true,
  respell: [],
};

/**
 * Latin alphabet of the law of 25 December 1991; Cyrillic of 1958, with the letters it had dropped
 * by then.
 */
const azerbaijani: LanguageTable = {
  cyrillic: {
    ...sharedCyrillic,
    г: 'q',
    ғ: 'ğ',
    ҝ: 'g',
    ә: ['ə', 'ä'],
    ј: 'y',
    ө: 'ö',
    ү: 'ü',
    һ: 'h',
    ҹ: 'c',
  },
  latin: { ə: 'ä' },
  dottedCapitalI: true,
  respell: [],
};

/** е is read ye at the beginning of a word, after a vowel, and after ъ or ь. */
const syllableStart = '(?<!\\p{L})|(?<=[аеёиоуўэюяыөүәъь])';

/** Latin alphabet of the law of 2 September 1993 as amended on 6 May 1995. */
const uzbek: LanguageTable = {
  cyrillic: {
    ...sharedCyrillic,
    ж: ['j', 'c'],
    ў: ['oʻ', 'ö'],
    қ: 'q',
    ғ: ['gʻ', 'ğ'],
    ҳ: 'h',
    ч: ['ch', 'ç'],
    ш: ['sh', 'ş'],
    щ: ['sh', 'ş'],
    ъ: ['ʼ', ''],
    ы: 'i',
  },
  latin: { oʻ: 'ö', gʻ: 'ğ', sh: 'ş', ch: 'ç', j: 'c', i: 'i', ʼ: '' },
  dottedCapitalI: false,
  respell: [
    // ъ that only separates ye, yo, yu, ya from a consonant is not written. ц is ts after a vowel,
    // else s.
    [new RegExp(`(?:${syllableStart})е`, 'giu'), 'йе'],
    [/ъ(?=[йёюя])/giu, ''],
    [/(?<=[аеёиоуўэюя])ц/giu, 'тс'],
    [/ц/giu, 'с'],
    // People type the mark of oʻ and gʻ in many ways.
    [/(?<=[og])['‘’ʼ`´]/giu, 'ʻ'],
  ],
};

/** Latin alphabet of the resolution of 12 April 1993, in the form in use since 1999. */
const turkmen: LanguageTable = {
  cyrillic: {
    ...sharedCyrillic,
    в: ['w', 'v'],
    ё: ['ýo', 'yo'],
    ж: ['ž', 'j'],
    җ: ['j', 'c'],
    й: ['ý', 'y'],
    ң: ['ň', 'ñ'],
    ө: 'ö',
    ү: 'ü',
    ә: 'ä',
    х: 'h',
    ы: ['y', 'ı'],
    ю: ['ýu', 'yu'],
    я: ['ýa', 'ya'],
  },
  latin: { w: 'v', ž: 'j', j: 'c', ý: 'y', ň: 'ñ', y: 'ı', i: 'i' },
  dottedCapitalI: false,
  respell: [[new RegExp(`(?:${syllableStart})е`, 'giu'), 'йе']],
};

/** Latin as in passports without their marks (ICAO Doc 9303, part 3), but й and ы y, х kh, щ shch as in English texts. */
const russian: LanguageTable = {
  cyrillic: {
    ...sharedCyrillic,
    ё: 'e',
    ж: ['zh', 'j'],
    х: ['kh', 'x'],
    ч: ['ch', 'ç'],
    ш: ['sh', 'ş'],
    щ: ['shch', 'şç'],
    ы: ['y', 'ı'],
  },
  latin: {},
  dottedCapitalI: false,
  respell: [],
};

/**
 * Tables by language subtag. Turkish has none, because its letters are Common Turkic. Hungarian and
 * English are not Turkic and have none.
 */
export const languageTables: Readonly<Record<string, LanguageTable>> = {
  kk: kazakh,
  ky: kyrgyz,
  az: azerbaijani,
  uz: uzbek,
  tk: turkmen,
  ru: russian,
};
