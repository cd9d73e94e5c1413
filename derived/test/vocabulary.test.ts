import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldKey } from '@kopru/schema';
import { meaningOf, spellingsOf } from '../src/matches/vocabulary.ts';

const { concepts } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'src', 'matches', 'vocabulary.json'), 'utf8'),
) as { concepts: Record<string, string[]>[] };

const termsOf = (concept: Record<string, string[]>) =>
  Object.entries(concept).flatMap(([language, terms]) => terms.map((term) => ({ language, term })));

describe('the vocabulary of technical terms', () => {
  test('has at least sixty concepts, each in English and three more languages at least', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(60);
    for (const concept of concepts) {
      expect(concept.en?.length, JSON.stringify(concept)).toBeGreaterThan(0);
      expect(Object.keys(concept).length, concept.en?.[0]).toBeGreaterThanOrEqual(4);
    }
  });

  test('has each term in one concept only, however it is written', () => {
    const owners = new Map<string, string>();
    const clashes = concepts.flatMap((concept) =>
      termsOf(concept).flatMap(({ language, term }) =>
        [foldKey(term, language), foldKey(term, 'und')].filter((key) => {
          const owner = owners.get(key) ?? concept.en![0]!;
          owners.set(key, owner);
          return owner !== concept.en![0];
        }),
      ),
    );
    expect(clashes).toEqual([]);
  });

  test('holds terms that fit a keyword of the contract', () => {
    const long = concepts
      .flatMap(termsOf)
      .filter(({ term }) => term.length > 80 || term !== term.trim() || term === '');
    expect(long).toEqual([]);
  });

  test('knows a term in any case, script and language', () => {
    for (const written of [
      'Damla Sulama',
      'тамшылатып суару',
      'капельное орошение',
      'TRICKLE IRRIGATION',
    ])
      expect(meaningOf(written)).toBe('drip irrigation');
    expect(spellingsOf('Damla Sulama')).toEqual(
      expect.arrayContaining(['Damla Sulama', 'csepegtető öntözés']),
    );
  });

  test('leaves a word that it does not have as it is, but for case, script and diacritics', () => {
    expect(meaningOf('Алма')).toBe(meaningOf('ALMÁ'));
    expect(spellingsOf('Алма')).toEqual(['Алма']);
  });
});
