import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { OperatorError } from '@kopru/schema';
import type { SavedQuery } from '@kopru/server';

/**
 * Saved questions, in the order of their file names; NAME.variables.json beside NAME.graphql holds
 * the variables.
 */
export async function readSavedQueries(folder: string): Promise<SavedQuery[]> {
  const files = (await list(folder)).filter((file) => file.endsWith('.graphql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const query = await readFile(join(folder, file), 'utf8');
      const variables = await readFile(
        join(folder, file.replace(/\.graphql$/, '.variables.json')),
        'utf8',
      ).catch(() => null);
      return variables === null ? { query } : { query, variables };
    }),
  );
}

async function list(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw new OperatorError(
      'SAVED_QUERIES',
      `Expected a folder of questions at ${folder}, but could not read it: ${(error as Error).message}`,
    );
  }
}
