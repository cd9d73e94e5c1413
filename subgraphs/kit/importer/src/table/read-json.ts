import { controlIn } from '@kopru/records';
import { TableError, problemsOf, tableLimits } from './row.ts';
import type { Cell, CellProblem, Row } from './row.ts';

/** A line of JSON each (NDJSON). */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let line = 0;
  let rest = '';
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      line += 1;
      if (each.trim() !== '') yield rowOf(each, line);
    }
    if (rest.length > tableLimits.row) throw tooLong(line + 1);
  }
  if (rest.trim() !== '') yield rowOf(rest, line + 1);
}

/**
 * The items of one JSON array, or the values of one JSON object, as they are read. The text is cut
 * at the commas between them and each piece
 * read by JSON.parse: that keeps numbers as they were written and any key as a key, which streaming
 * parsers do not.
 */
export async function* readJson(text: AsyncIterable<string>): AsyncGenerator<Row> {
  let item = 0;
  for await (const piece of itemsOf(text)) {
    item += 1;
    yield rowOf(piece, item);
  }
}

async function* itemsOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  const state = {
    depth: 0,
    inString: false,
    escaped: false,
    opened: '',
    ended: false,
    item: '',
    count: 0,
  };
  for await (const chunk of text) {
    let from = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const letter = chunk.charAt(index);
      if (state.inString) {
        if (state.escaped) state.escaped = false;
        else if (letter === '\\') state.escaped = true;
        else if (letter === '"') state.inString = false;
        continue;
      }
      if (state.depth === 0) {
        if (/\s/.test(letter)) continue;
        if (state.ended || (letter !== '[' && letter !== '{')) throw noTable();
        state.opened = letter;
        state.depth = 1;
        from = index + 1;
      } else if (letter === '"') state.inString = true;
      else if (letter === '[' || letter === '{') state.depth += 1;
      else if (letter === ']' || letter === '}') {
        state.depth -= 1;
        if (state.depth > 0) continue;
        if (letter !== (state.opened === '[' ? ']' : '}')) throw noTable();
        state.ended = true;
        const last = state.item + chunk.slice(from, index);
        state.item = '';
        if (last.trim() !== '') yield pieceOf(last, state.opened);
        else if (state.count > 0) throw noTable();
      } else if (letter === ',' && state.depth === 1) {
        yield pieceOf(state.item + chunk.slice(from, index), state.opened);
        state.count += 1;
        state.item = '';
        from = index + 1;
      }
    }
    if (state.depth > 0) state.item += chunk.slice(from);
    if (state.item.length > tableLimits.row) throw tooLong(state.count + 1);
  }
  if (!state.ended) throw noTable();
}

const noTable = () =>
  new TableError(
    'Expected a JSON array of objects, or an object of them, but the file is no such JSON.',
  );

const tooLong = (line: number) =>
  new TableError(
    `Expected rows of at most ${tableLimits.row} characters, but row ${line} is longer.`,
  );

/**
 * Of an object's values the key is left out: what it says stands in the value too, or the mapping
 * has no use for it.
 */
function pieceOf(text: string, opened: string): string {
  if (opened === '[') return text;
  const [, value] = /^\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*:([^]*)$/.exec(text) ?? [];
  if (value === undefined) throw noTable();
  return value;
}

function rowOf(text: string, line: number): Row {
  const bad = (expected: string): Row => {
    const problem = { column: '', value: text.trim().slice(0, 80), expected };
    return { line, cells: new Map(), source: text.trim(), problems: [problem] };
  };
  if (nestingOf(text) > tableLimits.nesting)
    return bad(`JSON nested at most ${tableLimits.nesting} deep`);
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    return bad('a JSON object');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return bad('a JSON object');
  const cells = new Map<string, Cell>();
  const problems: CellProblem[] = [];
  collect(value, '', cells, problems);
  if (cells.size > tableLimits.columns) return bad(`at most ${tableLimits.columns} columns`);
  return { line, cells, source: text.trim(), problems: [...problems, ...problemsOf(cells)] };
}

/** A number as it was written: 12345678901234567890 is no 12345678901234567000. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Reviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;

function parseExactly(text: string): unknown {
  const reviver: Reviver = (_key, value, { source }) =>
    typeof value === 'number' ? new NumberText(source ?? String(value)) : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}

/**
 * What is nested is named as a path: address.city, owners.0.name. A list of plain values is one
 * cell.
 */
function collect(
  value: object,
  path: string,
  cells: Map<string, Cell>,
  problems: CellProblem[],
): void {
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const column = `${path}${key}`;
    const known = cells.has(column);
    const text = textOf(each);
    const control = controlIn(key);
    if (control !== null)
      problems.push({
        column,
        value: text ?? '',
        expected: `a name without control characters, but it has ${control}`,
      });
    if (known)
      problems.push({
        column,
        value: text ?? '',
        expected: 'one value of this name, but another path gives it too',
      });
    if (text !== null) {
      if (text.trim() !== '') cells.set(column, text);
    } else if (Array.isArray(each) && each.every((item) => textOf(item) !== null)) {
      const texts = each.map((item) => textOf(item) ?? '').filter((item) => item.trim() !== '');
      if (texts.length > 0) cells.set(column, texts);
    } else if (typeof each === 'object' && each !== null)
      collect(each, `${column}.`, cells, problems);
  }
}

/** Null for what is no plain value; empty for null. */
function textOf(value: unknown): string | null {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  return value instanceof NumberText ? value.text : null;
}

/**
 * A text that never ends is passed over once: looked for from each of its quotes it would take
 * hours.
 */
function nestingOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (inText && letter === '\\') index += 1;
    else if (letter === '"') inText = !inText;
    else if (inText) continue;
    else if (letter === '[' || letter === '{') deepest = Math.max(deepest, (depth += 1));
    else if (letter === ']' || letter === '}') depth -= 1;
  }
  return deepest;
}
