import { controlIn } from '@kopru/records';
import { OperatorError } from '@kopru/schema';

/**
 * A file cannot be read. The message is for the operator and names the line. Nothing was written.
 */
export class TableError extends OperatorError {
  constructor(message: string) {
    super('TABLE', message);
  }
}

/** A cell's text, or several texts if the file has a list in the cell. */
export type Cell = string | readonly string[];

/** One row of a table in any form. */
export interface Row {
  /** 1 is the file's first line; of a JSON array or a sheet, of its first item or row. */
  line: number;
  /**
   * By column; empty cells are absent. A Map, so that no name of a column means anything to
   * JavaScript.
   */
  cells: ReadonlyMap<string, Cell>;
  /** The row as the file has it, to be written to a file of bad rows and imported again. */
  source: unknown;
  /** Problems that make the row unusable for every reader. */
  problems: readonly CellProblem[];
}

/** A cell that cannot be used: what stands there, and what was expected. */
export interface CellProblem {
  column: string;
  value: string;
  expected: string;
}

/** Limits on the content of a file. A real table is far below them. */
export const tableLimits = {
  columns: 2_000,
  /** Characters of one row. */
  row: 1_000_000,
  /** Depth of the brackets in one JSON row. */
  nesting: 50,
  /** Bytes of all parts of a workbook, unpacked. */
  workbook: 4_000_000_000,
  /** Texts that the cells of a workbook share. */
  sharedTexts: 2_000_000,
  sharedCharacters: 400_000_000,
} as const;

/** What is wrong with a cell's text; null if nothing. Spreadsheets would run a formula as code. */
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
