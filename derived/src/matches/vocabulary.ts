import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldKey } from '@kopru/schema';

/**
 * A technical term in the languages that are on file, by BCP 47 tag; the first English one is its
 * label.
 */
type Concept = Readonly<Record<string, readonly string[]>>;

const { concepts } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vocabulary.json'), 'utf8'),
) as {
  concepts: readonly Concept[];
};

const keyOf = (term: string): string => foldKey(term, 'und');

const byKey = new Map(
  concepts.flatMap((concept) =>
    Object.entries(concept).flatMap(([language, terms]) =>
      terms.flatMap((term) =>
        [foldKey(term, language), keyOf(term)].map((key) => [key, concept] as const),
      ),
    ),
  ),
);

/**
 * What a keyword means, in whatever language it is written: the label of its concept, else its own
 * fold key.
 */
export function meaningOf(keyword: string): string {
  return byKey.get(keyOf(keyword))?.en?.[0] ?? keyOf(keyword);
}

/** Every way to write the keyword that the vocabulary has; itself alone where it is not in it. */
export function spellingsOf(keyword: string): readonly string[] {
  const concept = byKey.get(keyOf(keyword));
  return concept ? [keyword, ...Object.values(concept).flat()] : [keyword];
}
