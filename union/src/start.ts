import { join, resolve } from 'node:path';
import { LaunchError, launch } from './launch.ts';
import { root } from './nations.ts';

// npm start: the whole union on this machine. PORT moves it, KOPRU_DATA names its data folder.

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fail = (sentence: string): never => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const portText = process.env.PORT ?? '4000';
const port = Number(portText);
if (!/^\d+$/.test(portText) || port < 1 || port > 65_526)
  fail(`Expected PORT to be a number of 1 to 65526 (nine more follow it), but got ${portText}.`);
const data = resolve(process.env.KOPRU_DATA ?? join(root, '.kopru'));

try {
  const { ready, stop } = await launch({ port, data, say, environment: process.env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
  await ready;
  say(`explorer http://127.0.0.1:${port}/`);
  say(`ready http://127.0.0.1:${port}/graphql`);
} catch (error) {
  fail(error instanceof LaunchError ? error.message : String((error as Error).stack));
}
