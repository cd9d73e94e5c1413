import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { conform, sendTo, textReport } from '@kopru/conformance';

// The registry runs as it does in production, with its records in memory, and is tested from
// outside.

test('the registry conforms', async (context) => {
  const child = spawn(process.execPath, ['start.ts'], {
    env: { ...process.env, KOPRU_PORT: '0', KOPRU_STORE: 'memory:' },
  });
  context.after(() => child.kill());
  child.stderr.pipe(process.stderr);
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = /listening on (http:[^,]+)/.exec(line)?.[1];
    if (url) break;
  }
  assert.ok(url, 'Expected the registry to print where it listens');
  const report = await conform(sendTo(url));
  assert.ok(report.conforms, textReport(report));
  assert.equal(report.registry, '{{code}}');
});
