import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldKey, foldWords, nameKeys } from '../src/fold-key.ts';

describe('the fold key', () => {
  test.each([
    ['kk', 'Қазақстан', 'kk-Latn', 'Qazaqstan', 'qazaqstan'],
    ['kk', 'Алматы', 'kk-Latn', 'Almaty', 'almati'],
    ['kk', 'Қызылорда', 'kk-Latn', 'Qyzylorda', 'qizilorda'],
    ['kk', 'Абай', 'kk-Latn', 'Abay', 'abay'],
    ['kk', 'Өскемен', 'kk-Latn', 'Öskemen', 'oskemen'],
    ['kk', 'Шымкент', 'kk-Latn', 'Şymkent', 'shimkent'],
    ['ky', 'Кыргызстан', 'ky-Latn', 'Kırgızstan', 'kirgizstan'],
    ['ky', 'Жалал-Абад', 'ky-Latn', 'Calal-Abad', 'calal abad'],
    ['az-Cyrl', 'Азәрбајҹан', 'az', 'Azərbaycan', 'azarbaycan'],
    ['az-Cyrl', 'Ҝәнҹә', 'az', 'Gəncə', 'ganca'],
    ['az-Cyrl', 'Шәмкир', 'az', 'Şəmkir', 'shamkir'],
    ['uz-Cyrl', 'Ўзбекистон', 'uz', 'Oʻzbekiston', 'ozbekiston'],
    ['uz-Cyrl', 'Фарғона', 'uz', "Farg'ona", 'fargona'],
    ['uz-Cyrl', 'Чирчиқ', 'uz', 'Chirchiq', 'chirchiq'],
    ['uz-Cyrl', 'Жиззах', 'uz', 'Jizzax', 'cizzax'],
    ['uz-Cyrl', 'Ер объекти', 'uz', 'Yer obyekti', 'yer obyekti'],
    ['uz-Cyrl', 'Акциядорлик лицейи', 'uz', 'Aksiyadorlik litseyi', 'aksiyadorlik litseyi'],
    ['tk-Cyrl', 'Түркменистан', 'tk', 'Türkmenistan', 'turkmenistan'],
    ['tk-Cyrl', 'Ашгабат', 'tk', 'Aşgabat', 'ashgabat'],
    ['tk-Cyrl', 'Балканабат пагтачылык', 'tk', 'Balkanabat pagtaçylyk', 'balkanabat pagtachilik'],
    ['tk-Cyrl', 'Лебап велаяты', 'tk', 'Lebap welaýaty', 'lebap velayati'],
    ['ru', 'Королёв', 'ru', 'Королев', 'korolev'],
    ['ru', 'Казахстан', 'kk', 'Казахстан', 'kazaxstan'],
  ])('is the same for %s %s and %s %s', (languageA, a, languageB, b, key) => {
    expect(foldKey(a, languageA)).toBe(key);
    expect(foldKey(b, languageB)).toBe(key);
  });

  test('is blind to the dots of i, whatever the language and the case', () => {
    for (const language of ['tr', 'az', 'kk', 'uz', 'tk', 'en', 'und'])
      for (const text of ['İSTANBUL', 'istanbul', 'ıstanbul', 'ISTANBUL', 'I\u0307STANBUL'])
        expect(foldKey(text, language)).toBe('istanbul');
  });

  test('is the same for a text and its decomposed form', () => {
    for (const text of ['Şəki Ələt', 'Győr', 'Ўзбекистон', 'Йошкар-Ола', 'Żžç'])
      expect(foldKey(text.normalize('NFD'), 'uz')).toBe(foldKey(text, 'uz'));
  });

  test('drops apostrophes of every kind and turns all other signs into spaces', () => {
    for (const apostrophe of ["'", '’', '‘', 'ʻ', 'ʼ', '`', '´', '′'])
      expect(foldKey(`Qo${apostrophe}shma korxona`, 'uz')).toBe('qoshma korxona');
    expect(foldKey('объект', 'ru')).toBe('obekt');
    expect(foldKey('  «Samruk–Kazyna» & Co. (KZ)  ', 'en')).toBe('samruk kazyna co kz');
    expect(foldKey('Завод № 5', 'ru')).toBe('zavod no 5');
    expect(foldKey('—', 'en')).toBe('');
  });

  test('makes ASCII of letters outside the tables', () => {
    expect(foldKey('Székesfehérvár Ózd Győr', 'hu')).toBe('szekesfehervar ozd gyor');
    expect(foldKey('Großdeutsche Æther', 'de')).toBe('grossdeutsche aether');
    expect(foldKey('თბილისი', 'ka')).toBe('tbilisi');
  });

  test('takes the language of a tag with script and region', () => {
    expect(foldKey('Жалпы', 'ky-Cyrl-KG')).toBe('calpi');
    expect(foldKey('Жалпы', 'KK')).toBe('jalpi');
  });

  test('of any text is words of a-z and 0-9 with one space between, and its own generic key', () => {
    const language = fc.constantFrom('kk', 'ky', 'az', 'uz', 'tk', 'ru', 'tr', 'hu', 'en', 'und');
    const turkic = fc.string({
      unit: fc.constantFrom(...Array.from('əıİIğңөқўғҳжйьъыёэщ’ʻ -ABCşç1')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), turkic), language, (text, tag) => {
        const key = foldKey(text, tag);
        expect(key).toMatch(/^([a-z0-9]+( [a-z0-9]+)*)?$/);
        expect(foldKey(key, 'und')).toBe(key);
      }),
    );
  });
});

describe('the keys of a name', () => {
  test('are its language’s and the generic one', () => {
    expect(nameKeys('Жамбыл', 'kk')).toEqual(['jambil', 'zhambyl']);
  });

  test('are one where both are the same', () => {
    expect(nameKeys('Tüpraş', 'tr')).toEqual(['tuprash']);
  });

  test('are met by a query in the writing of the name, in its Latin form, and in the form English texts use', () => {
    const words = nameKeys('Жамбыл облысы', 'kk').flatMap((key) => key.split(' '));
    for (const query of ['Жамбыл', 'ЖАМБЫЛ', 'Jambıl', 'jambil', 'Zhambyl'])
      for (const word of foldWords(query)) expect(words).toContain(word);
  });
});

test('a query without letters or digits has no words', () => {
  expect(foldWords(' «» ')).toEqual([]);
  expect(foldWords('')).toEqual([]);
});
