import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { membershipList, loadLocalRegistries, countryFolder, root } from '@kopru/federation';
import { synthesize } from './registries.ts';

// npm run bench: a flat page of 50 over nine registries. Machines are noisy, so everything is
// measured in turns in one run and printed as
// ratios. COMPANIES sets the size of each registry, REQUESTS how many are measured.

const companies = Number(process.env.COMPANIES ?? 10_000);
const requests = Number(process.env.REQUESTS ?? 300);
const turn = 25;
const query =
  '{ companies(first: 50, orderBy: {field: NAME}) { edges { cursor node { id name founded employees legalForm address { locality } activities { section division } } } } }';

const folder = join(root, '.kopru', 'bench');
const locals = await loadLocalRegistries();
const files = await synthesize(locals, companies, folder);
const children: ChildProcess[] = [];

interface Target {
  name: string;
  url: string;
  pid: number;
}

/** Starts a process and waits until it says where it listens. */
function start(name: string, file: string, args: string[]): Promise<Target> {
  return new Promise((resolve, reject) => {
    const child = fork(file, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    children.push(child);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${String(code)}`)));
    child.once('message', (message) => {
      const { listening } = message as { listening: number };
      resolve({ name, url: `http://127.0.0.1:${listening}/graphql`, pid: child.pid ?? 0 });
    });
  });
}

const kopru = join(root, 'cli', 'src', 'main.ts');
const registries = await Promise.all(
  locals.map((local) =>
    start(local.definition.code, kopru, [
      'serve',
      countryFolder(local.folder),
      '--port',
      '0',
      '--store',
      `sqlite:${files.get(local.definition.code) ?? ''}`,
    ]),
  ),
);
mkdirSync(folder, { recursive: true });
const membership = join(folder, 'membership.json');
const portOf = (code: string): number =>
  Number(new URL(registries.find(({ name }) => name === code)?.url ?? '').port);
writeFileSync(
  membership,
  JSON.stringify(membershipList(locals, (local) => portOf(local.definition.code))),
);
const hub = await start('hub', kopru, [
  'hub',
  '--membership',
  membership,
  '--port',
  '0',
  '--data',
  join(folder, 'hub'),
]);
const stock = await start(
  'stock gateway',
  join(import.meta.dirname, 'stock-hub.ts'),
  registries.map(({ url }) => url),
);

async function ask({ url }: Target): Promise<string[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: { companies: { edges: { node: { id: string } }[] } };
  };
  return data.companies.edges.map(({ node }) => node.id);
}

/** CPU time of a process so far, in ms: user and system, from /proc in ticks of 10 ms. */
function cpuMs({ pid }: Target): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

async function measure(subjects: readonly Target[], count: number) {
  const results = new Map(
    subjects.map(({ name }) => [name, { times: [] as number[], cpu: 0, registriesCpu: 0 }]),
  );
  const registriesCpu = () => registries.reduce((sum, registry) => sum + cpuMs(registry), 0);
  for (let done = 0; done < count; done += turn) {
    for (const subject of subjects) {
      const result = results.get(subject.name);
      const [before, registriesBefore] = [cpuMs(subject), registriesCpu()];
      for (let index = 0; index < turn; index += 1) {
        const startedAt = performance.now();
        await ask(subject);
        result?.times.push(performance.now() - startedAt);
      }
      if (!result) continue;
      result.cpu += cpuMs(subject) - before;
      result.registriesCpu += registriesCpu() - registriesBefore;
    }
  }
  return results;
}

try {
  // Warm up, and see that both hubs give the same page: a fast wrong answer would win.
  const [ours, theirs] = [await ask(hub), await ask(stock)];
  if (ours.length !== 50 || ours.join() !== theirs.join())
    throw new Error(
      `Expected both hubs to give the same 50 rows, but got ${ours.join()} and ${theirs.join()}`,
    );
  await measure([...registries, hub, stock], turn * 2);

  const alone = await measure(registries, turn * 2);
  const slowest = [...registries].sort(
    (a, b) => median(alone.get(b.name)?.times ?? []) - median(alone.get(a.name)?.times ?? []),
  )[0];
  if (!slowest) throw new Error('Expected registries');
  const results = await measure([slowest, hub, stock], requests);

  const row = (subject: Target) => {
    const { times, cpu, registriesCpu } = results.get(subject.name) ?? {
      times: [],
      cpu: NaN,
      registriesCpu: NaN,
    };
    return {
      median: median(times),
      cpu: cpu / times.length,
      registriesCpu: registriesCpu / times.length,
    };
  };
  const [direct, own, plain] = [row(slowest), row(hub), row(stock)];
  const print = (name: string, { median: time, cpu }: { median: number; cpu: number }) =>
    console.log(
      `${name.padEnd(34)} ${time.toFixed(2).padStart(8)} ms  ${cpu.toFixed(2).padStart(8)} ms CPU`,
    );
  console.log(
    `a flat page of 50 over ${locals.length} registries of ${companies} synthetic companies, one client, ${requests} requests each, in turns of ${turn}`,
  );
  print(`slowest registry (${slowest.name}), asked directly`, direct);
  print('the hub', own);
  print('stock gateway, plain data source', plain);
  console.log(
    `hub / slowest registry directly: ${(own.median / direct.median).toFixed(2)} × in time`,
  );
  console.log(
    `hub / stock gateway: ${(own.median / plain.median).toFixed(2)} × in time, ${(own.cpu / plain.cpu).toFixed(2)} × in hub CPU`,
  );
  // No hub on this machine can answer sooner than its cores can do the work of all who are asked.
  const floor = (own.cpu + own.registriesCpu) / availableParallelism();
  console.log(
    `the registries' own work for one answer of the hub: ${own.registriesCpu.toFixed(2)} ms CPU; all work over ${availableParallelism()} cores: ${floor.toFixed(2)} ms; hub / that: ${(own.median / floor).toFixed(2)} ×`,
  );
} finally {
  for (const child of children) child.removeAllListeners('exit').kill();
}
