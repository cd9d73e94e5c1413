import ts from 'typescript';
import { findCircles } from './find-circles.ts';
import { isFunction, lineCount } from './sources.ts';
import type { Source } from './sources.ts';

/** One property of the tree, measured against its goal. */
export interface Measure {
  title: string;
  value: number;
  /** The highest value that is good. */
  goal: number;
  unit: '' | '%';
  /** What makes up the value. */
  items: readonly string[];
}

export const functionLines = 50;
export const fileLines = 200;
export const lineLength = 100;

/** Everything that `npm run shape` prints, in its order. */
export function measureTree(sources: readonly Source[], workspaces: readonly string[]): Measure[] {
  return [
    measureFunctions(sources),
    measureFiles(sources),
    measureWorkspaces(sources, workspaces),
    measureIgnores(sources),
    measureLines(sources),
    measureCircles(sources),
  ];
}

function measureFunctions(sources: readonly Source[]): Measure {
  const items = sources.flatMap(({ file, tree }) =>
    functionsOf(tree)
      .map((node) => ({ name: nameOf(node), lines: lineCount(tree, node) }))
      .filter(({ lines }) => lines > functionLines)
      .map(({ name, lines }) => `${file}: ${name}, ${lines} lines`),
  );
  const title = `functions over ${functionLines} lines`;
  return { title, value: items.length, goal: 5, unit: '', items };
}

function measureFiles(sources: readonly Source[]): Measure {
  const code = sources.filter(({ isData }) => !isData);
  const items = code
    .filter(({ lines }) => lines.length > fileLines)
    .map(({ file, lines }) => `${file}: ${lines.length} lines`);
  const title = `files over ${fileLines} lines, data aside`;
  return { title, value: percent(items.length, code.length), goal: 3, unit: '%', items };
}

/** Of the source without tests and data: tables are long wherever they stand. */
function measureWorkspaces(sources: readonly Source[], workspaces: readonly string[]): Measure {
  const code = sources.filter(({ isTest, isData }) => !isTest && !isData);
  const count = (each: readonly Source[]): number =>
    each.reduce((sum, { lines }) => sum + lines.length, 0);
  const sizes = workspaces
    .map((name) => ({ name, lines: count(code.filter(({ file }) => file.startsWith(`${name}/`))) }))
    .sort((a, b) => b.lines - a.lines);
  const total = count(code);
  const items = sizes
    .slice(0, 3)
    .map(({ name, lines }) => `${name}: ${lines} lines, ${percent(lines, total)} %`);
  const value = percent(sizes[0]?.lines ?? 0, total);
  return {
    title: 'share of the biggest workspace in the source',
    value,
    goal: 16,
    unit: '%',
    items,
  };
}

function measureIgnores(sources: readonly Source[]): Measure {
  const comment = ['prettier', 'ignore'].join('-');
  const items = sources.flatMap(({ file, lines }) =>
    lines.flatMap((line, index) =>
      line.includes(`// ${comment}`) ? [`${file}:${index + 1}`] : [],
    ),
  );
  return { title: comment, value: items.length, goal: 30, unit: '', items };
}

function measureLines(sources: readonly Source[]): Measure {
  const lines = sources.flatMap(({ file, lines }) =>
    lines.map((line, index) => ({ where: `${file}:${index + 1}`, length: line.length })),
  );
  const long = lines.filter(({ length }) => length > lineLength);
  const title = `lines over ${lineLength} characters`;
  const items = filesOf(long.map(({ where }) => where));
  return { title, value: percent(long.length, lines.length), goal: 1, unit: '%', items };
}

function measureCircles(sources: readonly Source[]): Measure {
  const items = findCircles(sources).map((group) => group.join(' '));
  return { title: 'circles between files', value: items.length, goal: 0, unit: '', items };
}

/** `a.ts:7`, `a.ts:9` to `a.ts: 2`, the most first. */
function filesOf(wheres: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const where of wheres) {
    const file = where.replace(/:\d+$/, '');
    counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([file, count]) => `${file}: ${count}`);
}

/**
 * Without test suites, which hold cases one below the other: what `describe` and `test` are given,
 * and `describeStore`.
 */
function functionsOf(tree: ts.SourceFile): ts.FunctionLikeDeclaration[] {
  const found: ts.FunctionLikeDeclaration[] = [];
  const visit = (node: ts.Node): void => {
    if (isFunction(node) && !isSuite(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const isSuite = (node: ts.FunctionLikeDeclaration): boolean =>
  /^describe[A-Z]/.test(nameOf(node)) ||
  (ts.isCallExpression(node.parent) && /^(describe|test)/.test(node.parent.expression.getText()));

const nameOf = (node: ts.FunctionLikeDeclaration): string =>
  node.name?.getText() ??
  (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent)
    ? node.parent.name.getText()
    : 'a function without a name');

const percent = (part: number, whole: number): number => Math.round((part / whole) * 1_000) / 10;
