import { describe, expect, test } from 'vitest';
import { isLatin, transliterate } from '../src/transliterate.ts';
import { commonTurkicAlphabet, languageTables } from '../src/language-tables.ts';
import { testAgainst } from './reference-data.ts';

describe('transliteration', () => {
  test.each([
    ['kk', 'Қазақстан', 'Qazaqstan', 'Qazaqstan'],
    ['kk', 'Ыстықкөл ҰЛТТЫҚ Іле', 'Istıqköl ŪLTTIQ İle', 'Istıqköl ŪLTTIQ İle'],
    ['kk-Latn', 'Almaty', 'Almaty', 'Almatı'],
    ['ky', 'Кыргыз Республикасы', 'Kırgız Respublikası', 'Kırgız Respublikası'],
    ['ky', 'Жалпы', 'Calpı', 'Calpı'],
    ['az', 'Azərbaycan', 'Azərbaycan', 'Azärbaycan'],
    ['az-Cyrl', 'Азәрбајҹан ИСТИ', 'Azərbaycan İSTİ', 'Azärbaycan İSTİ'],
    ['uz', 'Oʻzbekiston', 'Oʻzbekiston', 'Özbekiston'],
    [
      'uz',
      "O'zbekiston Farg‘ona SHAHRI",
      "O'zbekiston Farg‘ona SHAHRI",
      'Özbekiston Farğona ŞAHRİ',
    ],
    ['uz-Cyrl', 'Ўзбекистон', 'Oʻzbekiston', 'Özbekiston'],
    ['uz-Cyrl', 'Шаҳар ШАҲАР Ер ЕР', 'Shahar SHAHAR Yer YER', 'Şahar ŞAHAR Yer YER'],
    ['uz-Cyrl', 'маъмурият объект', 'maʼmuriyat obyekt', 'mamuriyat obyekt'],
    ['tk', 'Türkmenistanyň Ýaşlary', 'Türkmenistanyň Ýaşlary', 'Türkmenistanıñ Yaşları'],
    [
      'tk-Cyrl',
      'Түркменистаның Яшлары Ер',
      'Türkmenistanyň Ýaşlary Ýer',
      'Türkmenistanıñ Yaşları Yer',
    ],
    ['tr', 'İstanbul Ilıca', 'İstanbul Ilıca', 'İstanbul Ilıca'],
    ['ru', 'Щёлково Жуковский', 'Shchelkovo Zhukovskiy', 'Şçelkovo Jukovskiy'],
    ['ru', 'ЖКХ «Южный»', 'ZHKKH «Yuzhnyy»', 'JKX «Yujnıy»'],
    ['und', 'Объект', 'Obekt', 'Obekt'],
    ['hu', 'Székesfehérvár', 'Székesfehérvár', 'Székesfehérvár'],
    ['ka', 'თბილისი', 'tbilisi', 'tbilisi'],
  ])(
    'writes %s %s as %s, in the Common Turkic Alphabet as %s',
    (language, text, latin, commonTurkic) => {
      expect(transliterate(text, language, 'LATIN')).toBe(latin);
      expect(transliterate(text, language, 'COMMON_TURKIC')).toBe(commonTurkic);
    },
  );

  test('leaves text that is Latin already as it is', () => {
    expect(transliterate("Toʻrtkoʻl 'IT' \u0065\u0301", 'uz', 'LATIN')).toBe(
      "Toʻrtkoʻl 'IT' \u0065\u0301",
    );
  });

  test('turns only the Cyrillic part of a mixed text', () => {
    expect(transliterate('ТОО Samsung №1', 'ru', 'LATIN')).toBe('TOO Samsung №1');
  });

  test('leaves no letter outside Latin script', () => {
    for (const language of [...Object.keys(languageTables), 'und'])
      for (const script of ['LATIN', 'COMMON_TURKIC'] as const)
        expect(
          isLatin(
            transliterate('АаӘәҒғҚқҢңӨөҰұҮүҺһІіЎўҲҳҜҝҸҹҖҗЈјЪъЬь ΑΩ 深圳 ق', language, script),
          ),
        ).toBe(true);
  });
});

test('a text is Latin where its letters are, whatever its signs and digits', () => {
  for (const text of ['Oʻzbekiston', 'Əli & Oğlu №5', '2026', '']) expect(isLatin(text)).toBe(true);
  for (const text of ['Қазақстан', 'SОCAR', 'Ω']) expect(isLatin(text)).toBe(false);
});

describe('the language tables', () => {
  const tables = Object.entries(languageTables);
  const commonTurkic = ([, table]: (typeof tables)[number]): string[] => [
    ...Object.values(table.cyrillic).map((spelling) =>
      typeof spelling === 'string' ? spelling : spelling[1],
    ),
    ...Object.values(table.latin),
  ];

  test.each(tables)('of %s gives letters of the Common Turkic Alphabet alone', (...table) => {
    for (const letter of commonTurkic(table).join(''))
      expect(commonTurkicAlphabet).toContain(letter);
  });

  test.each(['az', 'uz', 'tk'])(
    'of %s gives one Common Turkic spelling to Cyrillic text and to its Latin form',
    (language) => {
      for (const letter of Object.keys(languageTables[language]!.cyrillic)) {
        const word = `б${letter}б`;
        const latin = transliterate(word, language, 'LATIN');
        expect(transliterate(latin, language, 'COMMON_TURKIC'), word).toBe(
          transliterate(word, language, 'COMMON_TURKIC'),
        );
      }
    },
  );

  testAgainst(
    'transliteration/common-turkic-34.json',
    'have the alphabet and the Kazakh and Kyrgyz letters of common-turkic-script',
    (extract) => {
      const reference = JSON.parse(extract) as {
        alphabet: string[];
        kk: Record<string, string>;
        ky: Record<string, string>;
        examples: Record<string, [string, string][]>;
      };
      const alphabet = reference.alphabet.map((letter) => letter.toLocaleLowerCase('tr')).join('');
      expect(commonTurkicAlphabet).toBe(alphabet);
      expect(languageTables.kk!.cyrillic).toEqual(reference.kk);
      expect(languageTables.ky!.cyrillic).toEqual(reference.ky);
      for (const [language, pairs] of Object.entries(reference.examples))
        for (const [cyrillic, latin] of pairs)
          expect(transliterate(cyrillic, language, 'COMMON_TURKIC')).toBe(latin);
    },
  );

  // CLDR always writes ц ts, where Uzbek orthography has s after a consonant.
  testAgainst(
    'transliteration/cldr-41/transforms/uz_Cyrl-uz_Latn.xml',
    'write Uzbek Cyrillic letters as CLDR does',
    (extract) => {
      const rules = [
        ...extract.matchAll(/^([абвгғдёжзийклмнопрстуўфхҳчшъэюяқ]) [↔→] \{? ?([a-zʻʼ]+)/gm),
      ];
      expect(rules.length).toBeGreaterThan(25);
      for (const [, letter = '', latin = ''] of rules)
        expect(transliterate(`б${letter}б`, 'uz', 'LATIN')).toBe(`b${latin}b`);
    },
  );

  testAgainst(
    'transliteration/cldr-41/transforms/Azerbaijani-Latin-BGN.xml',
    'write Azerbaijani Cyrillic letters as BGN/PCGN does, the four that it calls obsolete aside',
    (extract) => {
      const rules = [...extract.matchAll(/^([а-яғәјҝөүһҹ]) → (\p{Ll}+) ;/gmu)];
      expect(rules.length).toBeGreaterThan(25);
      for (const [, letter = '', latin = ''] of rules)
        if (!'йэюя'.includes(letter))
          expect(transliterate(letter, 'az', 'LATIN'), letter).toBe(latin);
    },
  );
});
