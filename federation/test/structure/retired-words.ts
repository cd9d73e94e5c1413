/**
 * Words that this code base once used for things that have a standard name, with the name that
 * replaces each. No file
 * and no exported name may hold one. CONTRIBUTING.md has the glossary.
 */
const replacedEverywhere = (words: readonly RetiredWord[]): RetiredWord[] =>
  words.filter(({ word }) => !stillInUse.has(word));

/** Retired words that some names still hold. A word leaves this list when its last name does. */
const stillInUse: ReadonlySet<string> = new Set([
  ...['answer', 'ask', 'bit', 'common', 'edge', 'known', 'many', 'own', 'place', 'pointer'],
  ...['question', 'refusal', 'refuse', 'way'],
]);

export const retiredWords: readonly RetiredWord[] = replacedEverywhere([
  { word: 'union', use: 'federation; in GraphQL a union is a type' },
  { word: 'edge', use: 'server; in GraphQL an edge joins a node to its connection' },
  { word: 'spanning', use: 'logical subgraph' },
  { word: 'nation', use: 'registry module' },
  { word: 'national', use: 'registry module' },
  { word: 'question', use: 'query, root field or arguments' },
  { word: 'ask', use: 'request or execute' },
  { word: 'asked', use: 'request or execute' },
  { word: 'asks', use: 'request or execute' },
  { word: 'answer', use: 'result or response' },
  { word: 'refusal', use: 'error, or invalid' },
  { word: 'refuse', use: 'fail or reject' },
  { word: 'breach', use: 'violation' },
  { word: 'clause', use: 'rule' },
  { word: 'own', use: 'internal or in-process' },
  { word: 'moment', use: 'snapshot' },
  { word: 'driver', use: 'access path' },
  { word: 'walk', use: 'scan' },
  { word: 'way', use: 'direction' },
  { word: 'stretch', use: 'range' },
  { word: 'stretche', use: 'range' },
  { word: 'closeness', use: 'precision' },
  { word: 'bit', use: 'bitmap' },
  { word: 'place', use: 'index, path, offset or coordinates' },
  { word: 'pointer', use: 'reference' },
  { word: 'known', use: 'what it is: cached, expected' },
  { word: 'made', use: 'created' },
  { word: 'found', use: 'match or result' },
  { word: 'kept', use: 'what it is' },
  { word: 'few', use: 'limit or threshold' },
  { word: 'many', use: 'limit or threshold' },
  { word: 'told', use: 'reported' },
  { word: 'tell', use: 'report' },
  { word: 'mend', use: 'fix' },
  { word: 'helper', use: 'what it helps with' },
  { word: 'util', use: 'what it does' },
  { word: 'common', use: 'what is shared' },
  { word: 'misc', use: 'what it is' },
]);

/** `HubParts`, for what a function is given, is `HubOptions`. */
export const retiredEndings: readonly RetiredWord[] = [
  { word: 'Parts', use: 'Options or Deps' },
  { word: '_', use: 'a name without an underscore at its end' },
];

export interface RetiredWord {
  word: string;
  /** What to write instead. */
  use: string;
}

/** GraphQL's and the contract's own names that hold such a word. */
export const publishedNames: readonly RegExp[] = [/Edges?$/, /^Edge/, /^asCommon/];

/** Folders and files whose paths are part of a published command or format. */
export const publishedPaths: readonly RegExp[] = [/^federation\/questions/];

/** The words of `kebab-case`, `camelCase` and `UPPER_CASE` names, small and without a plural s. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => [word, word.replace(/(?<=..[^s])s$/, '')]);
