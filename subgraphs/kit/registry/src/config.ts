import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface RegistryConfig {
  /** The country folder. */
  folder: string;
  port: number;
  host: string;
  /** sqlite:FILE or mongodb://…, which may hold a password: then rather by KOPRU_STORE, or in a file that KOPRU_STORE_FILE names. */
  store: string;
  /** Files and folders of records to begin with, where the store has none. */
  seeds: string[];
}

/** What is wrong with the options, all of it at once, in words for the operator. */
export class ConfigError extends Error {}

/** Reads `main.ts FOLDER --port N --store URL --seed FILE …`; each option also comes from KOPRU_PORT, KOPRU_HOST and so on. */
export function readConfig(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): RegistryConfig {
  const problems: string[] = [];
  const { values, positionals } = parseOptions(args, problems);
  const [folder] = positionals;
  if (folder === undefined)
    problems.push('the country folder is missing: give it as the first argument');
  const portText = values.port ?? environment.KOPRU_PORT ?? '4100';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535)
    problems.push(`--port: expected a number of 0 to 65535, but got ${portText}`);
  const store =
    values.store ??
    environment.KOPRU_STORE ??
    readStoreFile(environment.KOPRU_STORE_FILE, problems) ??
    'memory:';
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return {
    folder: folder ?? '',
    port,
    host: values.host ?? environment.KOPRU_HOST ?? '127.0.0.1',
    store,
    seeds: values.seed ?? (environment.KOPRU_SEED ? [environment.KOPRU_SEED] : []),
  };
}

function parseOptions(args: readonly string[], problems: string[]) {
  const option = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { port: option, host: option, store: option, seed: { ...option, multiple: true } },
    });
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return { values: {}, positionals: ['.'] };
  }
}

/** A secret as container engines give it: a file of one line. */
function readStoreFile(file: string | undefined, problems: string[]): string | undefined {
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
