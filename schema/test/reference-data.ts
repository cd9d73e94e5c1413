import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';

/** Extracts of public reference data, which lie beside the repository and are no part of it. */
const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');

/**
 * A test that compares our tables with a reference extract. Without the extract it is skipped, but
 * in CI it fails.
 */
export function testAgainst(file: string, title: string, compare: (extract: string) => void): void {
  const path = join(folder, file);
  const there = existsSync(path);
  if (!there && process.env.CI === undefined) {
    test.skip(`${title} (skipped: the reference extract ${file} is not beside the repository)`);
    return;
  }
  test(title, () => {
    if (!there)
      throw new Error(
        `Expected the reference extract ${file} beside the repository in CI, but it is not there.`,
      );
    compare(readFileSync(path, 'utf8'));
  });
}
