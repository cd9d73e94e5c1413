import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryCache, parseMembership, serveHub, createHub } from '@kopru/gateway';
import { readSeed } from '@kopru/registry';
import { openLocalRegistry, run } from '../world.ts';
import type { Received, RunningRegistry } from '../world.ts';
import { membershipList } from '../../src/membership-list.ts';
import { loadLocalRegistries, root } from '../../src/local-registries.ts';

// The explorer in a real browser, Debian's Chromium. In CI a missing browser is a failure.

const executablePath = '/usr/bin/chromium';
const skipped = !existsSync(executablePath) && !process.env.CI;

const questions = join(root, 'federation', 'questions');
let browser: Browser;
let page: Page;
let close: () => Promise<void>;
const requested: string[] = [];

describe.skipIf(skipped)(
  `the explorer${skipped ? ` (skipped: there is no browser at ${executablePath})` : ''}`,
  () => {
    beforeAll(async () => {
      const locals = await loadLocalRegistries();
      const registries = new Map<string, RunningRegistry>();
      for (const local of locals) {
        const registry = await openLocalRegistry(local);
        await registry.write({ put: await readSeed(local.seed) });
        registries.set(local.definition.code, registry);
      }
      const members = parseMembership(
        membershipList(locals, (local) => local.portOffset),
        'the test',
      );
      const hub = await createHub({
        members,
        cache: createMemoryCache(),
        deadlineMs: 2_000,
        transport: {
          send: (member, body) => run(registries.get(member.code)!, JSON.parse(body) as Received),
          close: () => Promise.resolve(),
        },
      });
      const saved = readdirSync(questions)
        .sort()
        .map((file) => ({ query: readFileSync(join(questions, file), 'utf8') }));
      const served = await serveHub({ hub, members, queries: saved, port: 0, host: '127.0.0.1' });
      close = served.close;

      browser = await chromium.launch({
        executablePath,
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
      page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      page.on('request', (request) => requested.push(request.url()));
      page.on('pageerror', (error) => requested.push(`error: ${error.message}`));
      await page.goto(`http://127.0.0.1:${served.port}/`);
      await page.waitForSelector('.graphiql-tab');
    });
    afterAll(async () => {
      await browser.close();
      await close();
    });

    test('opens with one tab for each saved query, named after it', async () => {
      const tabs = await page.locator('.graphiql-tab-button').allTextContents();
      const names = readdirSync(questions)
        .sort()
        .map((file) => /query (\w+)/.exec(readFileSync(join(questions, file), 'utf8'))![1]);
      expect(tabs).toEqual(names);
    });

    test('runs the first query at a click, and shows the state of every registry', async () => {
      await page.locator('.graphiql-execute-button').click();
      const result = page.locator('.result-window .CodeMirror');
      await expect
        .poll(async () =>
          JSON.stringify(
            await result.evaluate((node) =>
              (node as unknown as { CodeMirror: { getValue: () => string } }).CodeMirror.getValue(),
            ),
          ),
        )
        .toContain('KZ');
      const answer = JSON.parse(
        await result.evaluate((node) =>
          (node as unknown as { CodeMirror: { getValue: () => string } }).CodeMirror.getValue(),
        ),
      ) as { data: { companies: { nodes: unknown[] } } };
      expect(answer.data.companies.nodes).toHaveLength(20);
      if (process.env.KOPRU_SCREENSHOT)
        await page.screenshot({ path: process.env.KOPRU_SCREENSHOT });
    });

    test('sends no request to another server, and logs no error', () => {
      expect(requested.length).toBeGreaterThan(4);
      expect(
        requested.filter((url) => !url.startsWith('http://127.0.0.1:') && !url.startsWith('data:')),
      ).toEqual([]);
    });
  },
);
