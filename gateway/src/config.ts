import { parseArgs } from 'node:util';

export interface HubConfig {
  membership: string;
  port: number;
  host: string;
  /** Folder of saved questions (*.graphql) for the explorer's tabs. */
  questions: string | null;
  /** Where the last good SDLs are kept. */
  data: string;
  /** Time of one client request, in milliseconds. */
  deadlineMs: number;
}

/** What is wrong with the options, all of it at once, in words for the operator. */
export class ConfigError extends Error {}

/** Reads `--membership FILE --port N …`; each option also comes from the environment (KOPRU_MEMBERSHIP, PORT, …). */
export function readConfig(args: readonly string[], environment: NodeJS.ProcessEnv): HubConfig {
  const problems: string[] = [];
  const values = parseOptions(args, problems);
  const membership = values.membership ?? environment.KOPRU_MEMBERSHIP;
  if (membership === undefined)
    problems.push('--membership (or KOPRU_MEMBERSHIP): expected the membership file, but got none');
  const port = readNumber('--port', values.port ?? environment.PORT ?? '4000', 65_535, problems);
  const deadlineMs = readNumber(
    '--deadline',
    values.deadline ?? environment.KOPRU_DEADLINE_MS ?? '2000',
    60_000,
    problems,
  );
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return {
    membership: membership ?? '',
    port,
    host: values.host ?? environment.HOST ?? '127.0.0.1',
    questions: values.questions ?? environment.KOPRU_QUESTIONS ?? null,
    data: values.data ?? environment.KOPRU_HUB_DATA ?? '.kopru/hub',
    deadlineMs,
  };
}

function parseOptions(args: readonly string[], problems: string[]) {
  const option = { type: 'string' } as const;
  const options = {
    membership: option,
    port: option,
    host: option,
    questions: option,
    data: option,
    deadline: option,
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
    return {};
  }
}

function readNumber(name: string, text: string, max: number, problems: string[]): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max)
    problems.push(`${name}: expected a whole number of 0 to ${max}, but got ${text}`);
  return value;
}
