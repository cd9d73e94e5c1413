import { constants, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { CommandError } from './outcome.ts';
import type { CellProblem, OpenedTable, Row } from '@kopru/importer';

/** Further bad rows are only counted. */
const maxReported = 1_000;

interface BadRowsOptions {
  skipBad?: boolean;
  badFile?: string;
  dryRun?: boolean;
  json?: boolean;
}

/**
 * Reports bad rows on standard error. If they are skipped, keeps them in a file of the table's
 * form.
 */
export function openBadRows(
  source: string,
  { skipBad = false, badFile, dryRun = false, json = false }: BadRowsOptions,
) {
  let table: OpenedTable | undefined;
  let reported = 0;
  let kept = 0;
  const form = () => (table?.form === 'csv' || table?.form === 'xlsx' ? 'csv' : 'ndjson');
  const fileOf = () => badFile ?? `${source === '-' ? 'standard-input' : source}.bad.${form()}`;
  let stream: ReturnType<typeof createWriteStream> | undefined;
  let failure: Error | undefined;
  // The file gets its name when it is complete.
  const partFile = () => `${fileOf()}.part`;

  const write = (row: Row): void => {
    if (!stream) {
      stream = createWriteStream(partFile());
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
      if (reported < maxReported)
        for (const problem of problems) reportProblem(source, row, problem, json);
      reported += 1;
      if (reported === maxReported + 1) reportMore(json);
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
      if (stream) await rename(partFile(), fileOf());
      stream = undefined;
    },
    async close(): Promise<void> {
      if (!stream) return;
      stream.destroy();
      await rm(partFile(), { force: true });
    },
  };
}

function reportProblem(
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
  process.stderr.write(`${escapeControlCharacters(text)}\n`);
}

function reportMore(asJson: boolean): void {
  const text = `More than ${maxReported} bad rows; the others are counted.`;
  process.stderr.write(`${asJson ? JSON.stringify({ notice: text }) : text}\n`);
}

/**
 * Text of a file must not control the terminal: writes control and direction characters as JSON
 * does.
 */
const escapeControlCharacters = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) =>
    sign
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
