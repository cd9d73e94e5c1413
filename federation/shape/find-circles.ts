import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';
import { root } from '../src/local-registries.ts';
import { listFiles } from './sources.ts';
import type { Source } from './sources.ts';

/**
 * The groups of files that import one another in a circle, each sorted. Types count too: a circle
 * of types is as hard
 * to read as one of values.
 */
export function findCircles(sources: readonly Source[]): string[][] {
  const entries = readEntries();
  const graph = new Map(
    sources.map(({ file, tree }) => [
      file,
      importsOf(tree).map((name) => resolve(file, name, entries)),
    ]),
  );
  return stronglyConnected(graph)
    .filter((group) => group.length > 1)
    .map((group) => group.sort());
}

/** The names that a file imports or exports from, static or dynamic. */
export function importsOf(tree: ts.SourceFile): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (from && ts.isStringLiteral(from)) names.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return names;
}

/**
 * The files that the packages of this repository are imported by: `@kopru/store/testing` to its
 * file.
 */
function readEntries(): ReadonlyMap<string, string> {
  return new Map(
    listFiles('**/package.json').flatMap((file) => {
      const { name = '', exports = {} } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
        name?: string;
        exports?: string | Record<string, unknown>;
      };
      const paths = typeof exports === 'string' ? { '.': exports } : exports;
      return Object.entries(paths).map(
        ([path, target]) =>
          [posix.join(name, path), posix.join(dirname(file), sourceOf(target))] as const,
      );
    }),
  );
}

/** With conditions, the one that leads to TypeScript. */
function sourceOf(target: unknown): string {
  if (typeof target === 'string') return target;
  const paths = Object.values((target ?? {}) as Record<string, unknown>).map(sourceOf);
  return paths.find((path) => /(?<!\.d)\.ts$/.test(path)) ?? paths[0] ?? '';
}

const resolve = (file: string, name: string, entries: ReadonlyMap<string, string>): string =>
  name.startsWith('.') ? posix.join(dirname(file), name) : (entries.get(name) ?? name);

interface Visit {
  index: number;
  low: number;
  onStack: boolean;
}

/** Tarjan's algorithm. */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const visits = new Map<string, Visit>();
  const stack: string[] = [];
  const groups: string[][] = [];
  const connect = (node: string): Visit => {
    const visit: Visit = { index: visits.size, low: visits.size, onStack: true };
    visits.set(node, visit);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      const earlier = visits.get(next);
      if (!earlier) visit.low = Math.min(visit.low, connect(next).low);
      else if (earlier.onStack) visit.low = Math.min(visit.low, earlier.index);
    }
    if (visit.low === visit.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const each of group) visits.set(each, { ...visit, onStack: false });
      groups.push(group);
    }
    return visit;
  };
  for (const node of graph.keys()) if (!visits.has(node)) connect(node);
  return groups;
}
