/** A value of a row: what is no text, number or truth value is JSON. */
export type CellValue = string | number | boolean | null;

export interface Rows {
  columns: readonly { name: string; type: 'text' | 'number' | 'boolean' }[];
  /** By column; `whole` is the row itself, as lines of JSON hold it. */
  rows: AsyncIterable<{ whole: unknown; cells: ReadonlyMap<string, CellValue> }>;
  /** Once all rows are read: what each registry did, or null where none was asked. */
  reports: () => readonly RegistryReport[] | null;
}

export interface RegistryReport {
  registry: string;
  /** The worst of all pages. */
  state: string;
  returned: number;
  detail: string | null;
}
