import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { RorFileError, StoreError, createRegistry, importRor, loadNational, openStore } from '@kopru/kit';
import type { ImportSummary } from '@kopru/kit';
import { folders, nationFolder } from './nations.ts';

// npm run import -- kazakhstan --ror FILE --store sqlite:FILE: open data into a registry's store, be the registry running or not.

/** What is wrong with the options or the file, in words for the operator. */
class ImportError extends Error {}

interface ImportOptions {
  folder: string;
  ror: string;
  store: string;
}

function readOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = parse(args);
  const [folder = ''] = positionals;
  const { ror, store } = values;
  const [, file] = /^sqlite:(.+)$/.exec(store) ?? [];
  const problems = [
    ...((folders as readonly string[]).includes(folder) ? [] : [`Expected a country folder (${folders.join(', ')}), but got ${folder || 'none'}.`]), // prettier-ignore
    ...(ror === '' ? ['Expected --ror FILE, a JSON array of ROR organisations, but got none.'] : []),
    ...(store === '' ? ["Expected --store URL, the registry's store, but got none."] : []),
    // A mistyped name would otherwise become a database that nobody serves.
    ...(file !== undefined && !existsSync(file) ? [`Expected the database of a registry at ${file}, but there is none. Start the registry once: it makes it.`] : []), // prettier-ignore
  ];
  if (problems.length > 0) throw new ImportError(problems.join('\n'));
  return { folder, ror, store };
}

function parse(args: readonly string[]) {
  const option = { type: 'string', default: '' } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { ror: option, store: option } });
  } catch (error) {
    throw new ImportError((error as Error).message);
  }
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new ImportError(`Expected a JSON file at ${file}, but could not read it: ${(error as Error).message}`);
  }
}

async function run(args: readonly string[]): Promise<string> {
  const { folder, ror, store } = readOptions(args);
  const content = await readJson(ror);
  const registry = createRegistry(await loadNational(nationFolder(folder)), await openStore(store));
  const summary = await importRor(registry, content, new Date().toISOString());
  await registry.store.close();
  return sentenceOf(summary);
}

function sentenceOf({ imported, already, leftOut }: ImportSummary): string {
  const count = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
  return `imported ${imported}, already there ${already}, left out ${count}${count > 0 ? ` (${reasons})` : ''}`;
}

try {
  process.stdout.write(`${await run(process.argv.slice(2))}\n`);
} catch (error) {
  const isExpected = [ImportError, RorFileError, StoreError].some((kind) => error instanceof kind);
  process.stderr.write(`${isExpected ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}
