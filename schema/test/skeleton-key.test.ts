import { describe, expect, test } from 'vitest';
import { foldKey, nameKeys } from '../src/fold-key.ts';
import { skeletonKey } from '../src/skeleton-key.ts';
import { testAgainst } from './reference-data.ts';

const skeleton = (text: string, language: string): string => skeletonKey(foldKey(text, language));

describe('the skeleton key', () => {
  test.each([
    [
      'azrbjn',
      [
        'az Azərbaycan',
        'az-Cyrl Азәрбајҹан',
        'uz-Cyrl Озарбайжон',
        'ru Азербайджан',
        'en Azerbaijan',
        'tr Azerbaycan',
      ],
    ],
    [
      'azbkstn',
      ['uz Oʻzbekiston', 'uz-Cyrl Ўзбекистон', 'en Uzbekistan', 'tr Özbekistan', 'az Özbəkistan'],
    ],
    [
      'krgzstn',
      ['ky Кыргызстан', 'en Kyrgyzstan', 'tr Kırgızistan', 'az Qırğızıstan', 'uz Qirgʻiziston'],
    ],
    ['kzkstn', ['kk Қазақстан', 'kk-Latn Qazaqstan', 'tr Kazakistan']],
    ['kzhstn', ['ru Казахстан', 'en Kazakhstan', 'az Qazaxıstan']],
    ['trkmnstn', ['tk Türkmenistan', 'ru Туркменистан', 'en Turkmenistan', 'az Türkmənistan']],
    ['txknt', ['uz Toshkent', 'ru Ташкент', 'en Tashkent', 'tr Taşkent']],
    ['bhr', ['uz Buxoro', 'ru Бухара', 'en Bukhara', 'tr Buhara']],
    ['krgnd', ['kk Қарағанды', 'ru Караганда', 'en Qaraghandy', 'tr Karaganda']],
    ['xmknt', ['kk Шымкент', 'en Shymkent', 'tr Şımkent']],
    ['arts', ['kk-Latn Ertıs', 'ky Эртис']],
    ['avrp', ['ru Европа', 'uz Yevropa', 'tr Avrupa', 'az Avropa']],
    ['tnz', ['kk Теңіз', 'en Tengiz', 'az Təngiz']],
  ])('%s is shared by %j', (key, names) => {
    for (const name of names) {
      const [language = '', text = ''] = name.split(' ');
      expect(skeleton(text, language), name).toBe(key);
    }
  });

  test('tells names apart that differ in a consonant', () => {
    expect(skeleton('Bakı', 'az')).not.toBe(skeleton('Batı', 'az'));
    expect(skeleton('Чу', 'ru')).not.toBe(skeleton('Шу', 'ru'));
    expect(skeleton('Жалал', 'ky')).not.toBe(skeleton('Жал', 'ky'));
  });

  test('leaves out legal forms and keeps numbers', () => {
    expect(skeleton('«Завод 100» ТОО', 'ru')).toBe(skeleton('Zavod 100 LLP', 'en'));
    expect(skeleton('Завод 100', 'ru')).not.toBe(skeleton('Завод 10', 'ru'));
  });

  test('is the same whichever of a name’s keys it is made of', () => {
    for (const [text, language] of [
      ['Жамбыл', 'kk'],
      ['Жалпы', 'ky'],
      ['Jizzax', 'uz'],
      ['Щёлково', 'ru'],
      ['Daşoguz', 'tk'],
    ] as const)
      expect(new Set(nameKeys(text, language).map(skeletonKey)).size, text).toBe(1);
  });
});

// Word pairs of the Universal Declaration of Human Rights, in Cyrillic and in BGN/PCGN
// romanisation, which parts syllables with a dot.
describe('the skeleton key brings together Cyrillic words and their BGN/PCGN romanisation', () => {
  for (const [file, language] of [
    ['kk-Latn-t-kk-m0-bgn.txt', 'kk'],
    ['ky-Latn-t-ky-m0-bgn.txt', 'ky'],
    ['tk-t-tk-Cyrl-m0-bgn.txt', 'tk'],
  ] as const)
    testAgainst(
      `transliteration/cldr-41/testData/${file}`,
      `in 99 % of CLDR’s ${language} test pairs`,
      (extract) => {
        const pairs = extract
          .split('\n')
          .filter((line) => line.includes('\t'))
          .map((line) => line.replaceAll('·', '').split('\t'));
        const apart = pairs.filter(
          ([cyrillic = '', latin = '']) => skeleton(cyrillic, language) !== skeleton(latin, 'und'),
        );
        expect(pairs.length).toBeGreaterThan(600);
        expect(apart.length / pairs.length).toBeLessThan(0.01);
      },
    );
});
