import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LaunchError, launch } from './launch.ts';
import { root } from './local-registries.ts';

// npm start: the whole union on this machine. PORT moves it, KOPRU_DATA names its data folder; -- --demo adds made-up records.

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const portText = process.env.PORT ?? '4000';
const port = Number(portText);
if (!/^\d+$/.test(portText) || port < 1 || port > 65_526)
  fail(`Expected PORT to be a number of 1 to 65526 (nine more follow it), but got ${portText}.`);
const demo = readDemo();
const folder = resolve(process.env.KOPRU_DATA ?? join(root, '.kopru'));
// A folder of its own: made-up records never get among the real ones.
const data = demo ? join(folder, 'demo') : folder;

try {
  const { ready, stop } = await launch({ port, data, demo, say, environment: process.env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  await ready;
  say(`explorer http://127.0.0.1:${port}/`);
  say(`ready http://127.0.0.1:${port}/graphql`);
} catch (error) {
  fail(error instanceof LaunchError ? error.message : String((error as Error).stack));
}

function readDemo(): boolean {
  try {
    return parseArgs({ options: { demo: { type: 'boolean', default: false } } }).values.demo;
  } catch {
    return fail(`Expected no option but --demo, but got ${process.argv.slice(2).join(' ')}.`);
  }
}
