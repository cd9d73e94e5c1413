import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkIdentifier, normalizeIdentifier } from '../src/identifier.ts';
import { identifierSchemes } from '../src/identifier-schemes.ts';
import { testAgainst } from './reference-data.ts';

describe('an identifier', () => {
  // Published numbers of real organisations.
  test.each([
    ['AZ-VOEN', '3100073821'],
    ['AZ-VOEN', '1401555071'],
    ['KZ-BIN', '950440001673'],
    ['KZ-BIN', '990940003030'],
    ['KG-OKPO', '24275760'],
    ['KG-OKPO', '01211791'],
    ['KG-OKPO', '29998545'],
    ['TR-VKN', '4540536920'],
    ['HU-ADOSZAM', '28592822'],
    ['XI-LEI', '213800KUD8LAJWSQ9D15'],
    ['XI-ROR', '05dxps055'],
  ])('%s %s has a right check digit', (scheme, value) => {
    expect(checkIdentifier({ scheme, value })).toBe('CHECKSUM');
  });

  test('of the OKPO classifier follows one rule in all the states that share it', () => {
    // Gazprom’s number, of Russia.
    for (const scheme of ['KG-OKPO', 'UZ-OKPO'])
      expect(checkIdentifier({ scheme, value: '00040778' })).toBe('CHECKSUM');
  });

  test.each([
    ['AZ-VOEN', '1401555081', 'differs from 1401555071 in its check digit'],
    ['AZ-VOEN', '3100073823', 'ends in neither 1 nor 2'],
    ['KZ-BIN', '950440001674', 'differs from 950440001673 in its check digit'],
    ['KZ-BIN', '951340001673', 'was registered in a thirteenth month'],
    ['KG-OKPO', '24275761', 'differs from 24275760 in its check digit'],
    ['UZ-OKPO', '0004077', 'is a digit short'],
    ['TR-VKN', '4540536921', 'differs from 4540536920 in its check digit'],
    ['TR-VKN', '45405369200', 'is a digit too long'],
    ['HU-ADOSZAM', '28592823', 'differs from 28592822 in its check digit'],
    ['HU-ADOSZAM', '28592822-9-42', 'has a VAT code that there is not'],
    ['XI-LEI', '213800KUD8LAJWSQ9D16', 'differs from 213800KUD8LAJWSQ9D15 in its last digit'],
    ['XI-LEI', '213800KUD8LAJWSQ9D1X', 'ends in a letter'],
    ['XI-ROR', '05dxps056', 'differs from 05dxps055 in its last digit'],
    ['XI-ROR', '05dxpl055', 'has a letter that ROR does not use'],
    ['KG-INN', '0030820061015', 'is a digit short'],
    ['UZ-STIR', '20112491A', 'has a letter'],
    ['TR-VKN', '', 'is empty'],
  ])('%s %s is invalid: it %s', (scheme, value) => {
    expect(checkIdentifier({ scheme, value })).toBe('INVALID');
  });

  test('of a scheme without a public check digit is known by its form alone', () => {
    expect(checkIdentifier({ scheme: 'KG-INN', value: '00308200610153' })).toBe('FORMAT');
    expect(checkIdentifier({ scheme: 'UZ-STIR', value: '201124912' })).toBe('FORMAT');
  });

  test('of a scheme outside the table is not checked', () => {
    expect(checkIdentifier({ scheme: 'TM-TAX', value: '1' })).toBe('NONE');
    expect(checkIdentifier({ scheme: 'constructor', value: '1' })).toBe('NONE');
  });

  test.each([
    ['tr-vkn', ' 454 053 69 20 '],
    ['HU-ADOSZAM', '28592822-2-42'],
    ['XI-LEI', '2138 00KU D8LA JWSQ 9d15'],
    ['XI-ROR', 'https://ror.org/05dxps055'],
    ['XI-ROR', 'ror.org/05dxps055'],
  ])('%s may be written %s', (scheme, value) => {
    expect(checkIdentifier({ scheme, value })).toBe('CHECKSUM');
  });

  test('is compared in upper case without spaces, dots and hyphens', () => {
    expect(normalizeIdentifier(' 28592822–2-42 ')).toBe('28592822242');
    expect(normalizeIdentifier('140 155.5071')).toBe('1401555071');
    expect(normalizeIdentifier('https://ror.org/05dxps055')).toBe(normalizeIdentifier('05DXPS055'));
  });

  test('with one digit changed is never taken for right, where the rule finds every such change', () => {
    const number = fc.constantFrom(
      ['HU-ADOSZAM', '28592822'] as const,
      ['XI-LEI', '213800KUD8LAJWSQ9D15'] as const,
    );
    fc.assert(
      fc.property(number, fc.nat(19), fc.integer({ min: 1, max: 9 }), ([scheme, value], at, by) => {
        const place = at % value.length;
        const digit = Number(value[place]);
        fc.pre(!Number.isNaN(digit));
        const changed = value.slice(0, place) + String((digit + by) % 10) + value.slice(place + 1);
        expect(checkIdentifier({ scheme, value: changed })).toBe('INVALID');
      }),
    );
  });
});

test('every scheme names its country as its code does, and the source of its rule', () => {
  for (const [code, { country, source, name }] of Object.entries(identifierSchemes)) {
    expect(code).toMatch(/^[A-Z]{2}-[A-Z]+$/);
    expect(code.slice(0, 2)).toBe(country ?? 'XI');
    expect(source).not.toBe('');
    expect(name).not.toBe('');
  }
});

for (const country of ['AZ', 'HU', 'KG', 'KZ', 'TM', 'TR', 'UZ'])
  testAgainst(
    `ror/organizations-${country}.json`,
    `every ROR id of ${country} has right check digits`,
    (extract) => {
      const ids = (JSON.parse(extract) as { id: string }[]).map(({ id }) => id);
      expect(ids).not.toEqual([]);
      expect(
        ids.filter((value) => checkIdentifier({ scheme: 'XI-ROR', value }) !== 'CHECKSUM'),
      ).toEqual([]);
    },
  );
