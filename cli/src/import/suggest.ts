import { openTable, suggestMapping } from '@kopru/importer';
import type { Encoding, TableForm } from '@kopru/importer';
import { loadLocalRegistries } from '@kopru/federation';

interface Options {
  kind: string;
  registry?: string;
  form?: TableForm;
  encoding?: Encoding;
}

export async function suggest(file: string, options: Options): Promise<void> {
  const { kind, registry, form, encoding } = options;
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
  const locals = registry === undefined ? [] : await loadLocalRegistries();
  const local = locals.find(({ definition }) => definition.code === registry);
  const schemes = local?.definition.identifierSchemes;
  const { mapping, unused } = suggestMapping(columns, rows, kind, 'und', schemes);
  process.stdout.write(`${JSON.stringify(mapping, null, 2)}\n`);
  const what =
    unused.length > 0 ? `No field for: ${unused.join(', ')}.` : 'Every column has a field.';
  process.stderr.write(
    `${what} Correct source, id and languages, then: kopru import --mapping FILE\n`,
  );
}
