import { describe, expect, test } from 'vitest';
import { foldKey } from '../src/fold-key.ts';
import { legalForms, stripLegalForms } from '../src/legal-forms.ts';

describe('legal forms', () => {
  test.each([
    ['az', 'SOCAR Polymer MMC', 'socar polymer'],
    ['az', '“Azərenerji” Açıq Səhmdar Cəmiyyəti', 'azarenerji'],
    ['az', 'AzerGold QSC', 'azergold'],
    ['kk', '«Самұрық-Қазына» АҚ', 'samuriq qazina'],
    ['kk', '«Қазақстан» жауапкершілігі шектеулі серіктестігі', 'qazaqstan'],
    ['ru', 'ТОО «Казцинк»', 'kaztsink'],
    ['ky', '«Кумтөр» ЖЧК', 'kumtor'],
    ['ru', 'ОАО «Электрические станции»', 'elektricheskie stantsii'],
    ['ru', 'ОсОО «Газпром Кыргызстан»', 'gazprom kirgizstan'],
    ['tr', 'Ereğli Demir ve Çelik Fabrikaları T.A.Ş.', 'eregli demir ve chelik fabrikalari'],
    ['tr', 'Vestel Elektronik Sanayi ve Ticaret A.Ş.', 'vestel elektronik sanayi ve ticaret'],
    ['tr', 'Yıldız Limited Şirketi', 'yildiz'],
    ['uz', 'Artel MChJ', 'artel'],
    ['uz-Cyrl', '«Ўзбекнефтгаз» АЖ', 'ozbekneftgaz'],
    ['uz', 'Masʼuliyati cheklangan jamiyat Orzu', 'orzu'],
    ['tk', '«Altyn Asyr» HJ', 'altin asir'],
    ['hu', 'MOL Nyrt.', 'mol'],
    ['hu', 'Paks II. Zrt.', 'paks ii'],
    ['en', 'Open Joint Stock Company Kyrgyzaltyn', 'kyrgyzaltyn'],
    ['en', 'Tengizchevroil LLP', 'tengizchevroil'],
    ['tr', 'Kıbrıs Şti. Ltd.', 'kibris'],
  ])('in %s are stripped from %s', (language, text, key) => {
    expect(stripLegalForms(foldKey(text, language))).toBe(key);
  });

  test('of any language are stripped at both ends', () => {
    expect(stripLegalForms('too ooo orion llc')).toBe('orion');
  });

  test('are found by their generic key as well', () => {
    expect(stripLegalForms(foldKey('ЖШС Орион', 'und'))).toBe('orion');
    expect(stripLegalForms(foldKey('Orion MChJ', 'und'))).toBe('orion');
  });

  test('within a name, or as parts of words, stay', () => {
    expect(stripLegalForms('bank mmc holding')).toBe('bank mmc holding');
    expect(stripLegalForms('asco limitedova')).toBe('asco limitedova');
  });

  test('never are the whole of a name', () => {
    expect(stripLegalForms('mmc')).toBe('mmc');
    expect(stripLegalForms('ltd shti')).not.toBe('');
    expect(stripLegalForms('')).toBe('');
    for (const { forms } of legalForms)
      for (const [language, texts] of Object.entries(forms))
        for (const text of texts) expect(stripLegalForms(foldKey(text, language))).not.toBe('');
  });
});
