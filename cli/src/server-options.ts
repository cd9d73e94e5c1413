import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { Option } from 'commander';
import { OperatorError } from '@kopru/schema';

/** --port and --host of a server. Values stay texts, so that all problems are reported at once. */
export const portOption = (byDefault: number): Option =>
  new Option('--port <number>', 'the port it listens on')
    .env('KOPRU_PORT')
    .default(String(byDefault));

export const hostOption = (): Option =>
  new Option('--host <address>', 'the address it listens on')
    .env('KOPRU_HOST')
    .default('127.0.0.1');

export const seedOption = (): Option =>
  new Option('--seed <path...>', 'records for a store that never held one').env('KOPRU_SEED');

/** The names that options had in earlier versions: of the option, by the old name. */
export type OldNames = Readonly<Record<string, { option: string; now: string }>>;

/**
 * Reads old environment names for options that have no value from elsewhere, and reports them in
 * one line on standard error.
 */
export function readOldNames(command: Command, names: OldNames): void {
  const used = Object.entries(names).filter(([old, { option }]) => {
    const source = command.getOptionValueSource(option);
    const value = process.env[old];
    if (value === undefined || (source !== undefined && source !== 'default')) return false;
    command.setOptionValueWithSource(option, value, 'env');
    return true;
  });
  reportOldNames(used.map(([old, { now }]) => [old, now]));
}

export function reportOldNames(used: readonly (readonly [string, string])[]): void {
  if (used.length === 0) return;
  const names = used.map(([old, now]) => `${old} is now ${now}`).join(', ');
  process.stderr.write(`An old name is still read: ${names}.\n`);
}

/** A whole number of 0 to `max`; what is wrong with it goes to `problems`. */
export function readWhole(
  name: string,
  text: string,
  max: number,
  problems: string[],
  what = 'a whole number',
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    problems.push(`${name}: expected ${what} of 0 to ${max}, but got ${text}`);
  return value;
}

/** The URL of a store from the file KOPRU_STORE_FILE: a secret as container engines mount it. */
export function readStoreFile(problems: string[]): string | undefined {
  const file = process.env.KOPRU_STORE_FILE;
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    problems.push(
      `KOPRU_STORE_FILE: expected a file with the URL of a store at ${file}, but could not read it (${String((error as NodeJS.ErrnoException).code)})`,
    );
    return undefined;
  }
}

/** Throws all problems at once, one per line. */
export function throwProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new OperatorError('OPTIONS', problems.join('\n'));
}
