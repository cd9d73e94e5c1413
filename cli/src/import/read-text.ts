import { readFile } from 'node:fs/promises';
import { CommandError } from '../outcome.ts';

/** Of a file that is read whole. */
export async function readText(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandError(
      `Expected ${what} at ${file}, but could not read it: ${(error as Error).message}`,
    );
  }
}
