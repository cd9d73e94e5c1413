import { dirname } from 'node:path';
import { measureTree } from './measure.ts';
import type { Measure } from './measure.ts';
import { listFiles, readSources } from './sources.ts';

// npm run shape: what the tree looks like, measured. Ends with 1 if a goal is missed. It lists long
// functions, circles,
// and the first items of a goal that is missed; with --items everything that makes up each value.

const showItems = process.argv.includes('--items');
const shownItems = 50;
const workspaces = listFiles('**/package.json').map(dirname);
const measures = measureTree(readSources(), workspaces);
for (const measure of measures) {
  process.stdout.write(`${sentenceOf(measure)}\n`);
  const shown = showItems || isGood(measure) ? measure.items : measure.items.slice(0, shownItems);
  if (showItems || !isGood(measure) || measure.unit === '')
    for (const item of shown) process.stdout.write(`    ${item}\n`);
}
process.exitCode = measures.every(isGood) ? 0 : 1;

function isGood({ value, goal }: Measure): boolean {
  return value <= goal;
}

function sentenceOf(measure: Measure): string {
  const { title, value, goal, unit } = measure;
  const suffix = unit === '' ? '' : ` ${unit}`;
  const verdict = isGood(measure) ? 'good' : 'MISSED';
  return `${title.padEnd(46)} ${`${value}${suffix}`.padStart(7)}   goal ≤ ${`${goal}${suffix}`.padEnd(5)} ${verdict}`;
}
