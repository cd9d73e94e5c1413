import { pathToFileURL } from 'node:url';

/** Goes on as a server's own program, with its options: it says where it listens and ends on a signal. */
export async function runProgram(file: string, args: readonly string[]): Promise<void> {
  process.argv.splice(1, process.argv.length, file, ...args);
  await import(pathToFileURL(file).href);
}

/** The options that were given, as the program takes them. */
export const argumentsOf = (options: Readonly<Record<string, string | string[]>>): string[] =>
  Object.entries(options).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => [`--${name}`, each]),
  );
