import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { listFiles, readSources } from '../../shape/sources.ts';
import {
  publishedNames,
  publishedPaths,
  retiredEndings,
  retiredWords,
  wordsOf,
} from './retired-words.ts';

// The words of the field are the words of this code base: CONTRIBUTING.md has them.

const sources = readSources();
const paths = listFiles('*.ts', '*.mjs', '*.js', '*.graphql').filter(
  (path) => !path.includes('/generated/') && !publishedPaths.some((each) => each.test(path)),
);
const exportedNames = sources
  .flatMap(({ file, tree }) => namesExportedBy(tree).map((name) => ({ file, name })))
  .filter(({ name }) => !publishedNames.some((each) => each.test(name)));

describe('a retired word', () => {
  test.each(retiredWords)('$word names no file, but $use', ({ word }) => {
    const named = paths.filter((path) => wordsOf(path).includes(word));
    expect(named).toEqual([]);
  });

  test.each(retiredWords)('$word is in no exported name, but $use', ({ word }) => {
    const named = exportedNames.filter(({ name }) => wordsOf(name).includes(word));
    expect(named.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });

  test.each(retiredEndings)('$word ends no exported name, but $use', ({ word }) => {
    const named = exportedNames.filter(({ name }) => name.endsWith(word));
    expect(named.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
  });
});

test('a name is split into its words', () => {
  expect(wordsOf('readURLPart')).toContain('url');
  expect(wordsOf('gateway/src/walk-rows.ts')).toContain('walk');
  expect(wordsOf('SavedQuestions')).toContain('question');
  expect(exportedNames.map(({ name }) => name)).toContain('parseGlobalId');
});

/** What a file declares for others, under the name that it has there. */
function namesExportedBy(tree: ts.SourceFile): string[] {
  return tree.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const isNamed =
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement);
    return isNamed && statement.name ? [statement.name.text] : [];
  });
}
