import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { vectors } from '../vectors/vectors.ts';

const folder = join(import.meta.dirname, '..', 'vectors');

describe('the published test vectors', () => {
  test('are these files and no others', () => {
    expect(readdirSync(folder).filter((file) => file.endsWith('.json'))).toEqual(
      Object.keys(vectors).toSorted(),
    );
  });

  test.each(Object.entries(vectors))(
    '%s is what the code gives (npm run vectors writes it anew)',
    (file, content) => {
      const published: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      expect(published).toEqual(JSON.parse(JSON.stringify(content)));
    },
  );
});
