import { z } from 'zod';
import { parseGlobalId } from '@kopru/schema';
import { kinds, checkRecord } from '@kopru/records';
import type { RecordKindName, StoredRecord, RegistryRules } from '@kopru/records';
import type { ReadRow } from './import-request.ts';
import type { CellProblem, Row } from './table/row.ts';

// Records as a table: one in a row, a column for each field; lists and what is nested deeper are
// JSON in their cell. A line of JSON is the
// record itself.

/** The columns of one kind, or of all, in the order of the contract's kinds. */
export function recordColumns(kind?: string): string[] {
  const own = [...leaves]
    .filter(([name]) => kind === undefined || name === kind)
    .map(([, ofKind]) => ofKind);
  return [...new Set(['id', 'kind', ...own.flatMap((ofKind) => [...ofKind.keys()])])];
}

/** A record's cells by column; what is null has none. */
export function cellsOfRecord(record: StoredRecord): Map<string, string> {
  const cells = new Map<string, string>();
  for (const column of leaves.get(record.kind)?.keys() ?? []) {
    const value = column
      .split('.')
      .reduce<unknown>((inner, part) => (Object(inner) as Record<string, unknown>)[part], record);
    if (value === null || value === undefined) continue;
    cells.set(column, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return cells;
}

/**
 * Reads rows that hold records. `{"remove": id, "successor": id}` takes one away, the successor
 * where another took its place.
 */
export function createRecordReader({ module, schema }: RegistryRules): ReadRow {
  const { code } = module.definition;
  return (row) => {
    if (row.problems.length > 0) return { problems: [...row.problems] };
    const input =
      typeof row.source === 'string' ? (JSON.parse(row.source) as unknown) : recordOf(row);
    if (Array.isArray(input)) return { problems: input as CellProblem[] };
    const { remove, successor } = Object(input) as { remove?: unknown; successor?: unknown };
    if (remove !== undefined) return readRemoval(remove, successor, code);
    const checked = checkRecord(code, schema, input);
    if (!Array.isArray(checked)) return { indexed: checked };
    return {
      problems: checked.map(({ path, message }) => {
        const column = path.map(String).join('.');
        return { column, value: textAt(row, column), expected: message };
      }),
    };
  };
}

function readRemoval(remove: unknown, successor: unknown, code: string): ReturnType<ReadRow> {
  const isStandalone = typeof remove === 'string' && parseGlobalId(remove)?.registry === code;
  const isFine =
    successor === undefined ||
    (typeof successor === 'string' && parseGlobalId(successor) !== null && successor !== remove);
  if (isStandalone && isFine)
    return typeof successor === 'string' ? { remove, successor } : { remove };
  const column = isStandalone ? 'successor' : 'remove';
  const expected = isStandalone ? 'the id of another record' : `an id that begins with ${code}.`;
  return {
    problems: [{ column, value: JSON.stringify(isStandalone ? successor : remove), expected }],
  };
}

const textAt = (row: Row, column: string): string => [row.cells.get(column) ?? ''].flat().join(' ');

/** A record out of the cells of a row, or what is wrong with them. */
function recordOf(row: Row): object | CellProblem[] {
  const kind = textAt(row, 'kind') as RecordKindName;
  const ofKind = leaves.get(kind) ?? new Map<string, Leaf>();
  const record: Record<string, unknown> = { kind };
  const problems: CellProblem[] = [];
  for (const [column, cell] of row.cells) {
    if (column === 'kind') continue;
    // As kopru export guards texts that a spreadsheet would take for formulas.
    const value = [cell]
      .flat()
      .join(' ')
      .replace(/^'(?=[=+\-@\t\r'])/, '');
    const leaf = ofKind.get(column);
    if (!leaf) {
      problems.push({
        column,
        value,
        expected: leaves.has(kind)
          ? `nothing: a ${kind} has no such field`
          : `a kind in the column kind`,
      });
      continue;
    }
    const read = leaf.form === 'text' ? value : parseJson(value);
    if (read === undefined) problems.push({ column, value, expected: 'JSON' });
    else put(record, column.split('.'), read);
  }
  // Of an object that is there, an empty cell is a null.
  for (const [column, { nullable }] of ofKind) {
    const parent = column.split('.').slice(0, -1);
    const isThere =
      parent.length > 0 &&
      [...row.cells.keys()].some((each) => each.startsWith(`${parent.join('.')}.`));
    if (nullable && isThere && !row.cells.has(column)) put(record, column.split('.'), null);
  }
  return problems.length > 0 ? problems : record;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function put(
  record: Record<string, unknown>,
  [head = '', ...rest]: string[],
  value: unknown,
): void {
  if (rest.length === 0) record[head] = value;
  else put((record[head] ??= {}) as Record<string, unknown>, rest, value);
}

interface Leaf {
  form: 'text' | 'json';
  /** May be null, and then has an empty cell. */
  nullable: boolean;
}

/**
 * By kind, the fields that a cell can hold whole: of a nested object its own fields, unless all of
 * it may be anything.
 */
const leaves: ReadonlyMap<string, ReadonlyMap<string, Leaf>> = new Map(
  kinds.map(({ name, schema }) => [
    name,
    new Map(leavesOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as Shape, '')),
  ]),
);

interface Shape {
  type?: string | string[];
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
}

function leavesOf(shape: Shape, path: string): [string, Leaf][] {
  const [only] = (shape.anyOf ?? [shape]).filter(({ type }) => type !== 'null');
  const { type, properties } = only ?? {};
  if (properties)
    return Object.entries(properties).flatMap(([name, each]) =>
      leavesOf(each, path === '' ? name : `${path}.${name}`),
    );
  const isText = [type].flat().includes('string');
  const nullable = [shape.anyOf?.map((each) => each.type) ?? shape.type].flat(2).includes('null');
  return [[path, { form: isText ? 'text' : 'json', nullable }]];
}
