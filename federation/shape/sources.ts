import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../src/local-registries.ts';

/** One TypeScript file of the repository, read and parsed. */
export interface Source {
  /** From the repository's root, with forward slashes. */
  file: string;
  lines: readonly string[];
  tree: ts.SourceFile;
  isTest: boolean;
  /** Tables in TypeScript, such as the ISIC classes: their length says nothing about the code. */
  isData: boolean;
}

/** Every file that git tracks or would add. */
export function listFiles(...patterns: string[]): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--'];
  const output = execFileSync('git', [...args, ...patterns], { cwd: root, encoding: 'utf8' });
  const removed = execFileSync('git', ['ls-files', '--deleted'], { cwd: root, encoding: 'utf8' });
  const gone = new Set(removed.split('\n'));
  return output.split('\n').filter((file) => file !== '' && !gone.has(file));
}

/** The TypeScript files of the repository, without generated ones. */
export function readSources(): Source[] {
  return listFiles('*.ts')
    .filter((file) => !file.includes('/generated/'))
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
      const lines = text.replace(/\n$/, '').split('\n');
      return {
        file,
        lines,
        tree,
        isTest: /\/(test|testing)\/|\.test\.ts$/.test(file),
        isData: linesOfTables(tree) > lines.length * 0.7,
      };
    });
}

export const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(node) ||
  ts.isFunctionExpression(node) ||
  ts.isArrowFunction(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isAccessor(node) ||
  ts.isConstructorDeclaration(node);

/** The number of lines from the node's first to its last. */
export function lineCount(tree: ts.SourceFile, node: ts.Node): number {
  const lineAt = (position: number): number => tree.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.getEnd()) - lineAt(node.getStart(tree)) + 1;
}

/** The lines of top-level constants whose value holds no function. */
function linesOfTables(tree: ts.SourceFile): number {
  return tree.statements
    .filter((statement) => ts.isVariableStatement(statement) && !hasFunction(statement))
    .reduce((sum, statement) => sum + lineCount(tree, statement), 0);
}

const hasFunction = (node: ts.Node): boolean =>
  isFunction(node) || (ts.forEachChild(node, hasFunction) ?? false);
