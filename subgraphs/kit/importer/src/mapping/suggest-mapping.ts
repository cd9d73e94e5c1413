import { checkIdentifier, identifierSchemes } from '@kopru/schema';
import type { Row } from '../table/row.ts';
import { draftFields, idNames, requiredValues, statusWords } from './draft-fields.ts';
import type { Draft } from './draft-fields.ts';
import type { Mapping, Rule } from './mapping.ts';

/** A drafted mapping, and the columns that it leaves to its user. */
export interface Suggestion {
  mapping: Mapping | object;
  /** The columns that the draft does not use. */
  unused: string[];
}

/**
 * Drafts a mapping from the columns and first rows of a table, for its user to correct. Identifiers
 * get the scheme that fits them best: of the registry's `schemes`, or of all schemes if there are
 * none.
 */
export function suggestMapping(
  columns: readonly string[],
  rows: readonly Row[],
  kind: string,
  language: string,
  schemes: readonly string[] = [],
): Suggestion {
  const { draft, used } = draftColumns(columns, rows, kind, schemes);
  const first = columns[0] ?? 'name';
  completeDraft(draft, { first, kind, language });
  const id = bestOf(columns, idNames) ?? first;
  return {
    mapping: {
      about: 'Drafted from the columns of a table. Correct what is wrong.',
      kind,
      source: {
        name: 'The name of the source',
        kind: 'OPEN_DATA',
        licence: 'The licence of the source',
      },
      id: { columns: [id] },
      fields: draft,
    },
    unused: columns.filter((column) => !used.has(column) && column !== id),
  };
}

/** The rules of the fields that a column was found for. */
function draftColumns(
  columns: readonly string[],
  rows: readonly Row[],
  kind: string,
  schemes: readonly string[],
): { draft: Draft; used: ReadonlySet<string> } {
  const draft: Draft = {};
  const used = new Set<string>();
  for (const { path, names, rule, kinds } of draftFields) {
    if (kinds && !kinds.includes(kind)) continue;
    const column = bestOf(columns, names);
    if (column === undefined || used.has(column)) continue;
    const values = rows.flatMap((row) => row.cells.get(column) ?? []);
    if (path === 'identifiers.0.value') {
      const scheme = bestScheme(values, schemes);
      if (scheme === undefined) continue;
      draft['identifiers.0.scheme'] = { value: scheme };
    }
    used.add(column);
    draft[pathFor(path, kind)] = {
      column,
      ...rule,
      ...(rule?.as === 'date' && { dates: datesOf(values) }),
      ...tableOf(path, values),
    };
  }
  return { draft, used };
}

/** Adds the rules that every mapping needs, and those that go with a drafted field. */
function completeDraft(
  draft: Draft,
  { first, kind, language }: { first: string; kind: string; language: string },
): void {
  draft['names.0.text'] ??= { column: first, required: true };
  draft['names.0.language'] = { value: language };
  draft['names.0.kind'] = { value: 'LEGAL' };
  if (draft['names.1.text'])
    Object.assign(draft, {
      'names.1.language': { value: 'en' },
      'names.1.kind': { value: 'TRANSLATION' },
    });
  if (draft['capacity.value']) draft['capacity.unit'] = { value: 'MEGAWATT' };
  for (const [path, rule] of Object.entries(requiredValues[kind] ?? {})) draft[path] ??= rule;
}

/**
 * The scheme that most values fit; a right check digit counts more than a right form. If none fits,
 * the first of the registry's schemes, or undefined if the registry is not known.
 */
function bestScheme(values: readonly string[], ofRegistry: readonly string[]): string | undefined {
  const points = { CHECKSUM: 2, FORMAT: 1, NONE: 0, INVALID: 0 };
  const schemes = ofRegistry.length > 0 ? ofRegistry : Object.keys(identifierSchemes);
  const [best] = schemes
    .map((scheme) => {
      const score = values.map((value) => points[checkIdentifier({ scheme, value })]);
      return { scheme, score: score.reduce<number>((sum, each) => sum + each, 0) };
    })
    .sort((one, other) => other.score - one.score);
  return best && best.score > 0 ? best.scheme : ofRegistry[0];
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The column whose name comes first among the names of the field. */
function bestOf(columns: readonly string[], names: readonly string[]): string | undefined {
  const matches = names.map((name) => columns.find((column) => plain(column) === name));
  return matches.find((column) => column !== undefined);
}

/** A transport node has its coordinates outside of an address. */
const pathFor = (path: string, kind: string): string =>
  kind === 'TRANSPORT_NODE' ? path.replace('address.location', 'location') : path;

const dateForms = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'];

function datesOf(values: readonly string[]): string {
  const patterns = [
    /^\d{4}/,
    /^\d{1,2}\.\d{1,2}\.\d{4}/,
    /^\d{1,2}\/(1[0-2]|0?\d)\/\d{4}/,
    /^\d{1,2}\/\d{1,2}\/\d{4}/,
  ];
  const fits = patterns.findIndex(
    (pattern) => values.length > 0 && values.every((value) => pattern.test(value)),
  );
  return dateForms[Math.max(0, fits)] ?? 'YYYY-MM-DD';
}

/** Maps the words of a status column; the user corrects words that could not be guessed. */
function tableOf(path: string, values: readonly string[]): Partial<Rule> {
  if (path !== 'status') return {};
  const words = [...new Set(values)].slice(0, 20);
  return {
    table: Object.fromEntries(
      words.map((word) => [word, statusWords[plain(word)] ?? word.toUpperCase()]),
    ),
  };
}
