import { controlIn } from '@kopru/records';
import { OperatorError } from '@kopru/schema';

/** What a file cannot be read for, in words for the operator, with the place; nothing was written. */
export class TableError extends OperatorError {
  constructor(message: string) {
    super('TABLE', message);
  }
}

/** A cell's text; several where the file itself has a list there. */
export type Cell = string | readonly string[];

/** One row of a table, whatever the form of its file. */
export interface Row {
  /** 1 is the file's first line; of a JSON array or a sheet, of its first item or row. */
  line: number;
  /** By column; empty cells are absent. A Map, so that no name of a column means anything to JavaScript. */
  cells: ReadonlyMap<string, Cell>;
  /** The row as it came, to be written aside and fed again. */
  source: unknown;
  /** What makes the row unusable whatever is made of it. */
  problems: readonly CellProblem[];
}

export interface CellProblem {
  column: string;
  value: string;
  expected: string;
}

export interface Table {
  /** Where the file says so itself. */
  columns: readonly string[] | null;
  rows: AsyncIterable<Row>;
}

/** Caps on what a file may hold: a real table is far below them. */
export const tableLimits = {
  columns: 2_000,
  /** Characters of one row. */
  row: 1_000_000,
  /** Brackets within brackets of one JSON row. */
  nesting: 50,
  /** Bytes that a workbook's parts may unpack to, together. */
  workbook: 4_000_000_000,
  /** Texts that the cells of a workbook share. */
  sharedTexts: 2_000_000,
  sharedCharacters: 400_000_000,
} as const;

/** Why a cell's text cannot be taken, null where it can. A formula is code that some spreadsheet would run. */
export function textProblem(text: string): string | null {
  if (text.startsWith('=')) return 'a value, no formula';
  const control = controlIn(text);
  return control === null ? null : `text without control characters, but it has ${control}`;
}

export function problemsOf(cells: Iterable<readonly [string, Cell]>): CellProblem[] {
  return [...cells].flatMap(([column, cell]) =>
    [cell].flat().flatMap((value): CellProblem[] => {
      const expected = textProblem(value);
      return expected === null ? [] : [{ column, value, expected }];
    }),
  );
}
