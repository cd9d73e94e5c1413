import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '@kopru/federation';

// npm run bench:start: how long `npm start` takes until it says ready, on a fresh data folder and
// on a known one, and what memory its
// processes share out among them (PSS, which Linux alone tells). KOPRU_PORT moves it.

const data = mkdtempSync(join(tmpdir(), 'kopru-bench-'));
const env = { KOPRU_PORT: '4800', ...process.env, KOPRU_DATA: data };

async function start(name: string): Promise<void> {
  const startedAt = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = once(npm, 'exit');
  const pids: string[] = [];
  for await (const line of createInterface(npm.stdout)) {
    const [, pid] = /, process (\d+)/.exec(line) ?? [];
    if (pid !== undefined) pids.push(pid);
    if (!line.startsWith('ready ')) continue;
    const seconds = (performance.now() - startedAt) / 1_000;
    const memory = pids.reduce((sum, each) => sum + pssMegabytes(each), 0);
    console.log(
      `${name}: ready after ${seconds.toFixed(1)} s, ${pids.length} processes in ${memory.toFixed(0)} MB`,
    );
    // To all of them, as a terminal does on Ctrl-C.
    process.kill(-(npm.pid ?? 0), 'SIGINT');
  }
  await ended;
}

function pssMegabytes(pid: string): number {
  const [, kilobytes] =
    /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}

try {
  for (const name of ['first start', 'second start', 'third start']) await start(name);
} finally {
  rmSync(data, { recursive: true, force: true });
}
