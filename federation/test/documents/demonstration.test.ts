import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../src/local-registries.ts';
import { questionsIn } from './document-blocks.ts';
import { startNode } from '../harness/child.ts';
import type { Child } from '../harness/child.ts';
import { freePorts } from '../harness/free-ports.ts';

// npm start -- --demo: made-up records beside the real ones, in a folder of their own.

const data = mkdtempSync(join(tmpdir(), 'kopru-demo-'));
let launcher: Child;
let url: string;

async function ask(query: string): Promise<{ data: unknown; errors?: unknown[] }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as { data: unknown; errors?: unknown[] };
}

beforeAll(async () => {
  const environment = { KOPRU_DATA: data, KOPRU_PORT: String(await freePorts(10)) };
  launcher = startNode([join(root, 'cli', 'src', 'main.ts'), 'start', '--demo'], { environment });
  [, url = ''] = await launcher.said(/^ready (http.*)/);
});
afterAll(async () => {
  launcher.interrupt();
  await launcher.gone();
  rmSync(data, { recursive: true, force: true });
});

test('the demonstration set has its own data folder', () => {
  expect(readdirSync(data)).toEqual(['demo']);
});

test('it holds real and made-up records, and every made-up one is marked', async () => {
  const { data: found } = await ask(
    `{ projects(first: 200) { totalCount nodes { id title provenance { synthetic } } } }`,
  );
  const { nodes } = (
    found as {
      projects: { nodes: { id: string; title: string; provenance: { synthetic: boolean } }[] };
    }
  ).projects;
  const madeUp = nodes.filter(({ provenance }) => provenance.synthetic);
  expect([madeUp.length, nodes.length - madeUp.length].every((count) => count > 10)).toBe(true);
  expect(
    madeUp.filter(({ id, title }) => !id.includes('.syn-') || !title.includes('SYNTHETIC')),
  ).toEqual([]);
});

describe('docs/demonstration.md', () => {
  const questions = questionsIn('docs/demonstration.md');

  test.each(questions.map((question) => [question.title, question] as const))(
    '%s',
    async (_, { query, answer }) => {
      const { data: found, errors } = await ask(query);
      expect(errors).toBeUndefined();
      expect(found).toEqual(answer);
    },
  );

  test('has the queries that the explorer has in its tabs', () => {
    const folder = join(root, 'federation', 'questions-demo');
    const saved = readdirSync(folder).map((file) =>
      readFileSync(join(folder, file), 'utf8').replace(/^#.*\nquery \w+ /, ''),
    );
    expect(saved).toEqual(questions.map(({ query }) => query));
  });
});

test('an option that does not exist is named', async () => {
  const child = startNode([join(root, 'cli', 'src', 'main.ts'), 'start', '--dmeo']);
  expect(await child.ended).toBe(1);
  expect(child.lines).toEqual(['Expected no option but --demo, but got --dmeo.']);
});
