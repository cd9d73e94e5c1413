import { describe, expect, test } from 'vitest';
import { isicDivisions, isicLabel, isicSectionOf, isicSections } from '../src/isic.ts';
import { testAgainst } from './reference-data.ts';

describe('ISIC Rev. 4', () => {
  test('has 21 sections, A to U, and 88 divisions', () => {
    expect(Object.keys(isicSections).join('')).toBe('ABCDEFGHIJKLMNOPQRSTU');
    expect(Object.keys(isicDivisions)).toHaveLength(88);
  });

  test('labels an activity by its division, and without one by its section', () => {
    expect(isicLabel('C', '24')).toBe('Manufacture of basic metals');
    expect(isicLabel('C', null)).toBe('Manufacturing');
    expect(isicLabel('C', '04')).toBe('Manufacturing');
    expect(isicLabel('Z', null)).toBeNull();
  });

  test('has each division in one section', () => {
    expect(isicSectionOf('01')).toBe('A');
    expect(isicSectionOf('62')).toBe('J');
    expect(isicSectionOf('04')).toBeNull();
  });

  testAgainst('classification/isic-rev4-en.json', 'has the labels of the standard', (extract) => {
    interface Reference {
      sections: {
        section: string;
        description: string;
        divisions: { division: string; description: string }[];
      }[];
    }
    const { sections } = JSON.parse(extract) as Reference;
    expect(isicSections).toEqual(
      Object.fromEntries(
        sections.map(({ section, description }) => [section.toUpperCase(), description]),
      ),
    );
    expect(isicDivisions).toEqual(
      Object.fromEntries(
        sections.flatMap(({ section, divisions }) =>
          divisions.map(({ division, description }) => [
            division,
            { label: description, section: section.toUpperCase() },
          ]),
        ),
      ),
    );
  });
});
