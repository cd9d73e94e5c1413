/** A value of a row: what is no text, number or truth value is JSON. */
export type CellValue = string | number | boolean | null;

export interface Rows {
  columns: readonly { name: string; type: 'text' | 'number' | 'boolean' }[];
  /** By column; `whole` is the row itself, as lines of JSON hold it. */
  rows: AsyncIterable<{ whole: unknown; cells: ReadonlyMap<string, CellValue> }>;
  /** How many there are, where that is known. */
  total: number | null;
  /** Once all rows are read: what each registry did, and what of the rows could not be given; null where none was asked. */
  outcome: () => { registries: readonly RegistryReport[]; errors: readonly string[] } | null;
}

export interface RegistryReport {
  registry: string;
  /** The worst of all pages. */
  state: string;
  returned: number;
  detail: string | null;
}
