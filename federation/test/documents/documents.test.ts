import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch } from '../../src/launch.ts';
import type { Launched } from '../../src/launch.ts';
import { root } from '../../src/local-registries.ts';
import { describeOnBothStores } from '../harness/on-both-stores.ts';
import { freePorts } from '../harness/free-ports.ts';
import { blocks, questionsIn, readDocument } from './document-blocks.ts';

// What README and docs show is run here, word for word, against the real processes.

describeOnBothStores((stores) => {
  const data = mkdtempSync(join(tmpdir(), 'kopru-'));
  let environment: NodeJS.ProcessEnv;
  let port: number;
  let federation: Launched;
  const lines: string[] = [];

  async function ask(query: string): Promise<{ data: unknown; errors?: unknown[] }> {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: unknown; errors?: unknown[] };
  }

  beforeAll(async () => {
    port = await freePorts(10);
    environment = { ...process.env, ...stores() };
    federation = await launch({ port, data, say: (line) => lines.push(line), environment });
    await federation.ready;
  });
  afterAll(async () => {
    await federation.stop();
    rmSync(data, { recursive: true, force: true });
  });

  describe.each(['docs/analyse.md'])('%s', (file) => {
    test.each(
      blocks(readDocument(file), 'graphql').map((query) => [
        query.replaceAll(/\s+/g, ' ').slice(0, 60),
        query,
      ]),
    )('the query %s … is answered with rows and no error', async (_, query) => {
      const { data, errors } = await ask(query);
      expect(errors).toBeUndefined();
      expect(JSON.stringify(data)).toMatch(/"name":"[^"]/);
    });
  });

  describe('the saved queries of the explorer', () => {
    const folder = join(root, 'federation', 'questions');
    test.each(readdirSync(folder))('%s returns rows and no error', async (file) => {
      const { data, errors } = await ask(readFileSync(join(folder, file), 'utf8'));
      expect(errors).toBeUndefined();
      const lists = Object.values(
        data as Record<string, { nodes?: unknown[]; legs?: unknown[]; cells?: unknown[] }>,
      )
        .map(({ nodes, legs, cells }) => nodes ?? legs ?? cells)
        .filter(Boolean);
      expect(lists.length).toBeGreaterThan(0);
      for (const nodes of lists) expect(nodes?.length).toBeGreaterThan(0);
    });

    test('show a chain of owners across a border, from both sides', async () => {
      const { data } = await ask(readFileSync(join(folder, '2-chain-of-owners.graphql'), 'utf8'));
      expect(JSON.stringify(data)).toMatch(
        /"organization":\{"id":"KZ\.[^}]+"relations":\[\{[^}]*"assertedBy":"KZ","party":\{[^}]*"organization":\{"id":"TR\./,
      );
    });
  });

  describe('docs/questions.md', () => {
    const questions = questionsIn('docs/questions.md');

    test('has at least ten queries', () => {
      expect(questions.length).toBeGreaterThanOrEqual(10);
    });

    test.each(questions.map((question) => [question.title, question] as const))(
      '%s',
      async (_, { query, answer }) => {
        const { data, errors } = await ask(query);
        expect(errors).toBeUndefined();
        expect(data).toEqual(answer);
      },
    );
  });

  describe('README.md', () => {
    const readme = readDocument('README.md');
    const [question] = blocks(readme, 'graphql');
    const [answer] = blocks(readme, 'json');

    test('names only npm scripts that exist, and CI runs its test command', () => {
      const { scripts } = JSON.parse(readDocument('package.json')) as {
        scripts: Record<string, string>;
      };
      const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)]
        .map(([, name]) => name!)
        .filter((name) => name !== 'ci');
      expect(named).toContain('start');
      for (const name of named) expect(Object.keys(scripts)).toContain(name);
      const tests = blocks(readme, 'sh').find((block) => block.startsWith('npm test'));
      expect(readDocument('.ci/run')).toContain(tests?.trim());
    });

    test('links to files that exist', () => {
      for (const [, link] of readme.matchAll(/\]\((?!http)([^)#]+)/g))
        expect(() => readdirSync(join(root, link!, '..'))).not.toThrow();
    });

    test('the curl command of docs/build.md returns data', async () => {
      const [command = ''] = blocks(readDocument('docs/build.md'), 'sh');
      const { stdout } = await promisify(execFile)('bash', [
        '-c',
        command.replaceAll(':4000/', `:${port}/`),
      ]);
      expect(JSON.parse(stdout)).toMatchObject({
        data: { members: expect.any(Array) as unknown[] },
      });
    });

    test("its first query returns what it shows, with Kazakhstan's registry switched off", async () => {
      process.kill(federation.pid('KZ')!, 'SIGKILL');
      await expect.poll(() => federation.pid('KZ')).toBeUndefined();
      const { data } = await ask(question!);
      expect(data).toEqual(JSON.parse(answer!));
    });

    test('the registry restarts by the printed command', async () => {
      const printed = lines.find((line) => line.startsWith('KZ stopped'));
      const [, command] =
        /Start it again with: (npm run registry -- .*)$/.exec(printed ?? '') ?? [];
      expect(readme).toContain('npm run registry -- kazakhstan --port');
      const again = execFile('npm', command!.split(' ').slice(1), { cwd: root, env: environment });
      try {
        await expect
          .poll(async () => JSON.stringify(await ask('{ registries { code } }')), {
            timeout: 20_000,
          })
          .toContain('"KZ"');
        expect(
          (await ask('{ companies(where: {registries: [KZ]}) { nodes { kazakhstan { oked } } } }'))
            .errors,
        ).toBeUndefined();
      } finally {
        // npm hands the signal on to the registry itself.
        again.kill('SIGTERM');
        await new Promise((resolve) => again.once('exit', resolve));
      }
    });
  });
});
