/** A value of a row. Any other value is written as JSON text. */
export type CellValue = string | number | boolean | null;

export interface Rows {
  columns: readonly { name: string; type: 'text' | 'number' | 'boolean' }[];
  /** `cells` are by column; `whole` is the row for NDJSON. */
  rows: AsyncIterable<{ whole: unknown; cells: ReadonlyMap<string, CellValue> }>;
  /** The number of rows, if it is known. */
  total: number | null;
  /** To be called after all rows: the reports of the registries, and errors. Null for a store. */
  outcome: () => { registries: readonly RegistryReport[]; errors: readonly string[] } | null;
}

export interface RegistryReport {
  registry: string;
  /** The worst state of all pages. */
  state: string;
  returned: number;
  detail: string | null;
}
