import type { RegistryRules, IndexedRecord } from '@kopru/records';
import { checkRecord } from '@kopru/records';
import type { Cell, CellProblem, Row } from '../table/row.ts';
import type { Mapping, Rule } from './mapping.ts';
import { isTooLong, readValue } from './read-value.ts';

/** A record, why the row is none of this registry's, or what is wrong with it. */
export type Mapped = { indexed: IndexedRecord } | { leftOut: string } | { problems: CellProblem[] };

/** Makes a registry's records of a table's rows. `now` becomes provenance.modifiedAt. */
export function createMapper(
  registry: RegistryRules,
  mapping: Mapping,
  now: string,
): (row: Row) => Mapped {
  const { definition } = registry.module;
  const own = namesOf(definition);
  const groups = groupsOf(mapping);
  const { source } = mapping;
  const provenance = {
    source: source.kind,
    sourceName: source.name,
    licence: source.licence,
    modifiedAt: now,
    asOf: source.asOf ?? null,
  };

  return (row) => {
    const leftOut = whyLeftOut(row, mapping, own);
    if (leftOut !== null) return { leftOut };
    if (row.problems.length > 0) return { problems: [...row.problems] };
    const problems: CellProblem[] = [];
    const id = readId(row, mapping, definition.code, problems);
    const values = new Map<string, unknown>();
    const notices: object[] = [];
    for (const [path, rules] of Object.entries(mapping.fields)) {
      const read = readField(row, rules, values);
      if (read === null) continue;
      if (!('expected' in read)) values.set(path, read.value);
      else if (read.asNotice) notices.push({ path, reason: 'INVALID_AT_SOURCE' });
      else problems.push(read);
    }
    if (problems.length > 0) return { problems };
    for (const [path, rules] of Object.entries(mapping.fields)) {
      const constant = rules.find(
        ({ column, value }) => column === undefined && value !== undefined,
      );
      if (constant && !values.has(path) && groups.isThere(path, values))
        values.set(path, constant.value);
    }
    const record = { ...(build(values) as object), id, kind: mapping.kind, provenance, notices };
    const checked = checkRecord(definition.code, registry.schema, record);
    if (!Array.isArray(checked)) return { indexed: checked };
    return { problems: checked.map(({ path, message }) => blame(path, message, row, mapping)) };
  };
}

/** The column and cell of the first of them that is not empty; of none, the first column's name. */
function find(row: Row, columns: string | readonly string[]): [string, Cell | undefined] {
  const all = [columns].flat();
  const column = all.find((each) => row.cells.has(each)) ?? all[0] ?? '';
  return [column, row.cells.get(column)];
}

/** What the first rule says that says anything. */
function readField(
  row: Row,
  rules: readonly Rule[],
  values: ReadonlyMap<string, unknown>,
): { value: unknown } | (CellProblem & { asNotice: boolean }) | null {
  for (const rule of rules) {
    if (rule.column === undefined || !isMeant(row, rule)) continue;
    if (rule.with !== undefined && !values.has(rule.with)) continue;
    const [column, cell] = find(row, rule.column);
    const read = readValue(cell, rule);
    if (read === null) continue;
    return 'expected' in read ? { ...read, column, asNotice: rule.invalid === 'notice' } : read;
  }
  return null;
}

function isMeant(row: Row, { when }: Rule): boolean {
  if (!when) return true;
  const asked = textOf(row.cells.get(when.column)).toLowerCase();
  return when.oneOf.some((word) => word.toLowerCase() === asked);
}

const textOf = (cell: Cell | undefined): string => [cell ?? ''].flat().join(' ').trim();

function namesOf({ code, country }: { code: string; country: string | null }): Set<string> {
  const english =
    country === null
      ? []
      : [new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country];
  return new Set([code, country ?? code, ...english].map((name) => name.toLowerCase()));
}

function whyLeftOut(row: Row, { country, only }: Mapping, own: ReadonlySet<string>): string | null {
  if (country) {
    const text = textOf(find(row, country.column)[1]);
    const asked = text.toLowerCase();
    const [, known] =
      Object.entries(country.table ?? {}).find(([word]) => word.toLowerCase() === asked) ?? [];
    if (!own.has(String(known ?? text).toLowerCase())) return 'of another country';
  }
  for (const { column, pattern, reason } of only) {
    const text = textOf(find(row, column)[1]);
    if (isTooLong(text) || !new RegExp(pattern, 'iu').test(text))
      return reason ?? `of another ${[column].flat()[0] ?? 'sort'}`;
  }
  return null;
}

function readId(row: Row, { id }: Mapping, code: string, problems: CellProblem[]): string {
  const parts = id.columns.map((columns) => {
    const [column, cell] = find(row, columns);
    const text = textOf(cell).replace(/[^A-Za-z0-9._-]+/g, '-');
    if (!/[A-Za-z0-9]/.test(text) || text.length > 60)
      problems.push({
        column,
        value: textOf(cell),
        expected: 'what the record is known by, of at most 60 letters, digits, dots and hyphens',
      });
    return text;
  });
  return `${code}.${[...(id.prefix === '' ? [] : [id.prefix]), ...parts].join('-')}`;
}

/**
 * Whether what all rows have is wanted: not in a group (a second name, an address) of which this
 * row says nothing.
 */
function groupsOf({ fields }: Mapping) {
  const groupOf = (path: string): string => path.split('.').slice(0, -1).join('.');
  const read = Object.keys(fields).filter((path) =>
    fields[path]?.some(({ column }) => column !== undefined),
  );
  return {
    isThere(path: string, values: ReadonlyMap<string, unknown>): boolean {
      const group = groupOf(path);
      if (group === '') return true;
      const inGroup = read.filter((each) => each.startsWith(`${group}.`));
      return inGroup.length === 0 || inGroup.some((each) => values.has(each));
    },
  };
}

/** A record out of values by path; what a list has no value for leaves no hole. */
function build(values: ReadonlyMap<string, unknown>): unknown {
  const heads = new Map<string, Map<string, unknown>>();
  for (const [path, value] of values) {
    const [head = '', ...rest] = path.split('.');
    const below = heads.get(head) ?? new Map<string, unknown>();
    heads.set(head, below.set(rest.join('.'), value));
  }
  const built = [...heads].map(
    ([head, below]) => [head, below.has('') ? below.get('') : build(below)] as const,
  );
  if (!built.every(([head]) => /^\d+$/.test(head))) return Object.fromEntries(built);
  return built.sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
}

/** The column behind a field that the contract does not take. */
function blame(
  path: readonly PropertyKey[],
  message: string,
  row: Row,
  { fields }: Mapping,
): CellProblem {
  const field = path.map(String).join('.');
  const read = Object.entries(fields).flatMap(([each, rules]) =>
    rules.map((rule) => ({ each, rule })),
  );
  const rule = (
    read.find(({ each }) => field === each) ??
    read.find(({ each, rule: { column } }) => column !== undefined && isWithin(each, field))
  )?.rule;
  const [column, cell] = rule?.column === undefined ? ['', undefined] : find(row, rule.column);
  return { column, value: textOf(cell), expected: `${field || 'record'}: ${message}` };
}

const isWithin = (one: string, other: string): boolean =>
  one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
