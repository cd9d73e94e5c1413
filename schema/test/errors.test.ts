import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogueError, errorCatalogue } from '../src/errors.ts';
import { toClientError } from '../src/client-error.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');
const blameOf: Readonly<Record<string, string>> = {
  'The caller can fix it': 'caller',
  'A registry failed; the rest of the response is complete': 'registry',
  'The server failed': 'server',
};

const documented = page
  .split('\n## ')
  .slice(1)
  .flatMap((section) => {
    const [title = ''] = section.split('\n');
    return [...section.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => [code, blameOf[title]]);
  });

test('docs/errors.md explains every code of the catalogue, under whose failure it is, and no other', () => {
  const catalogue = Object.entries(errorCatalogue).map(([code, { blame }]) => [code, blame]);
  expect(documented.sort()).toEqual(catalogue.sort());
});

test('a message carries its parameters, shortened so that no input can flood an answer', () => {
  const { message, extensions } = catalogueError('ID_MALFORMED', { id: 'x'.repeat(10_000) });
  expect(message).toContain('xxx…');
  expect(message.length).toBeLessThan(500);
  expect(extensions).toEqual({ code: 'ID_MALFORMED' });
});

test('every parameter that a message uses is declared, and every declared one is used', () => {
  for (const [code, { message, params }] of Object.entries(errorCatalogue)) {
    const used = [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))];
    // The JSON example in BAD_REQUEST is no parameter.
    expect(used.sort(), code).toEqual([...params].sort());
  }
});

test('an error that is not of the catalogue reaches no client with its text', () => {
  const { error, hidden } = toClientError({
    message: 'SELECT * FROM secret at 10.0.0.1',
    extensions: { code: 'SQLITE_BUSY' },
  });
  expect(hidden).toBe(true);
  expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR' });
  expect(error.message).not.toContain('SELECT');
});
