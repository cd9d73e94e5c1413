import { constants, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { CommandError } from './outcome.ts';
import type { CellProblem, OpenedTable, Row } from '@kopru/importer';

/** How many bad rows are told of one by one; the rest is counted. */
const maxTold = 1_000;

interface BadRowsOptions {
  skipBad?: boolean;
  badFile?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** Tells of bad rows on standard error and, where they are passed over, keeps them in a file of the table's own form. */
export function openBadRows(
  source: string,
  { skipBad = false, badFile, dryRun = false, json = false }: BadRowsOptions,
) {
  let table: OpenedTable | undefined;
  let told = 0;
  let kept = 0;
  const form = () => (table?.form === 'csv' || table?.form === 'xlsx' ? 'csv' : 'ndjson');
  const fileOf = () => badFile ?? `${source === '-' ? 'standard-input' : source}.bad.${form()}`;
  let stream: ReturnType<typeof createWriteStream> | undefined;
  let failure: Error | undefined;
  // Written beside, and named only when it is whole.
  const begun = () => `${fileOf()}.part`;

  const write = (row: Row): void => {
    if (!stream) {
      stream = createWriteStream(begun());
      stream.on('error', (error) => (failure ??= error));
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
    /** Before anything is written: bad rows that could not be kept would be lost. */
    async describe(opened: OpenedTable): Promise<void> {
      table = opened;
      if (!skipBad || dryRun) return;
      await access(dirname(fileOf()), constants.W_OK).catch((error: unknown) => {
        throw new CommandError(
          `Expected to write bad rows to ${fileOf()}, but could not (${(error as NodeJS.ErrnoException).code}). Name another file with --bad-file.`,
        );
      });
    },
    add: (row: Row, problems: readonly CellProblem[]): void => {
      if (told < maxTold) for (const problem of problems) tell(source, row, problem, json);
      told += 1;
      if (told === maxTold + 1) tellMore(json);
      if (skipBad && !dryRun) write(row);
    },
    /** Once all rows are read, and before the others are written. */
    async flush(): Promise<void> {
      if (failure) throw failure;
      if (!stream) return;
      stream.end();
      await finished(stream);
    },
    /** Once the others are written. */
    async keep(): Promise<void> {
      if (stream) await rename(begun(), fileOf());
      stream = undefined;
    },
    async close(): Promise<void> {
      if (!stream) return;
      stream.destroy();
      await rm(begun(), { force: true });
    },
  };
}

function tell(
  file: string,
  { line }: Row,
  { column, value, expected }: CellProblem,
  asJson: boolean,
): void {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  const place = `${file}:${line}${column === '' ? '' : `, column ${column}`}`;
  const text = asJson
    ? JSON.stringify({ file, line, column, value: shown, expected })
    : `${place}: expected ${expected}, but got ${JSON.stringify(shown)}`;
  process.stderr.write(`${harmless(text)}\n`);
}

function tellMore(asJson: boolean): void {
  const text = `More than ${maxTold} bad rows; the others are counted.`;
  process.stderr.write(`${asJson ? JSON.stringify({ notice: text }) : text}\n`);
}

/** What a file holds must not steer the terminal that it is shown on: controls and turns of direction, as JSON writes them. */
const harmless = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
