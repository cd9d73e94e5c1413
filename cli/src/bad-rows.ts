import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { CellProblem, OpenedTable, Row } from '@kopru/kit';

/** How many bad rows are told of one by one; the rest is counted. */
const maxTold = 1_000;

interface BadRowsOptions {
  skipBad?: boolean;
  badFile?: string;
  json?: boolean;
}

/** Tells of bad rows on standard error and, where they are passed over, keeps them in a file of the table's own form. */
export function openBadRows(source: string, { skipBad = false, badFile, json = false }: BadRowsOptions) {
  let table: OpenedTable | undefined;
  let told = 0;
  let kept = 0;
  const form = () => (table?.form === 'csv' || table?.form === 'xlsx' ? 'csv' : 'ndjson');
  const fileOf = () => badFile ?? `${source === '-' ? 'standard-input' : source}.bad.${form()}`;
  let stream: ReturnType<typeof createWriteStream> | undefined;
  // Written beside, and named only when it is whole.
  const begun = () => `${fileOf()}.part`;

  const write = (row: Row): void => {
    if (!stream) {
      stream = createWriteStream(begun());
      if (form() === 'csv' && table?.columns)
        stream.write(stringify([[...table.columns]], { delimiter: table.delimiter ?? ',' }));
    }
    kept += 1;
    stream.write(
      form() === 'csv'
        ? stringify([row.source], { delimiter: table?.delimiter ?? ',' })
        : `${String(row.source).replace(/\r?\n/g, ' ')}\n`,
    );
  };

  return {
    get file(): string | null {
      return kept > 0 ? fileOf() : null;
    },
    describe: (opened: OpenedTable): void => void (table = opened),
    add: (row: Row, problems: readonly CellProblem[]): void => {
      if (told < maxTold) for (const problem of problems) tell(source, row, problem, json);
      told += 1;
      if (told === maxTold + 1) process.stderr.write(`More than ${maxTold} bad rows; the others are counted.\n`);
      if (skipBad) write(row);
    },
    async keep(): Promise<void> {
      if (!stream) return;
      stream.end();
      await finished(stream);
      await rename(begun(), fileOf());
      stream = undefined;
    },
    async close(): Promise<void> {
      if (!stream) return;
      stream.destroy();
      await rm(begun(), { force: true });
    },
  };
}

function tell(file: string, { line }: Row, { column, value, expected }: CellProblem, asJson: boolean): void {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  const place = `${file}:${line}${column === '' ? '' : `, column ${column}`}`;
  process.stderr.write(
    asJson
      ? `${JSON.stringify({ file, line, column, value: shown, expected })}\n`
      : `${place}: expected ${expected}, but got ${JSON.stringify(shown)}\n`,
  );
}
