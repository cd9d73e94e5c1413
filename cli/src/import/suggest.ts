import { openTable, suggestMapping } from '@kopru/importer';
import type { Encoding, TableForm } from '@kopru/importer';

interface Options {
  kind: string;
  form?: TableForm;
  encoding?: Encoding;
}

export async function suggest(file: string, { kind, form, encoding }: Options): Promise<void> {
  const given = { ...(form && { form }), ...(encoding && { encoding }) };
  const table = await (file === '-'
    ? openTable(file, given, process.stdin)
    : openTable(file, given));
  const rows = [];
  for await (const row of table.rows) {
    rows.push(row);
    if (rows.length === 200) break;
  }
  const columns = table.columns ?? [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const { mapping, unused } = suggestMapping(columns, rows, kind, 'und');
  process.stdout.write(`${JSON.stringify(mapping, null, 2)}\n`);
  const what =
    unused.length > 0 ? `No field for: ${unused.join(', ')}.` : 'Every column has a field.';
  process.stderr.write(
    `${what} Correct source, id and languages, then: kopru import --mapping FILE\n`,
  );
}
