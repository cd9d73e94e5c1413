import { Command } from 'commander';
import { usageExit, usageOutput } from './outcome.ts';

const help = `
Examples:
  kopru import --registry KZ --format gem-plants plants.json --dry-run
  kopru export --registry KZ > kazakhstan.ndjson
  kopru conform http://127.0.0.1:4101/graphql

kopru <command> --help explains a command, with examples.`;

type LoadCommand = () => Promise<Command>;

const commands: Readonly<Record<string, LoadCommand>> = {
  import: async () => (await import('./import.ts')).importCommand(),
  export: async () => (await import('./export/export.ts')).exportCommand(),
  migrate: async () => (await import('./migrate.ts')).migrateCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  check: async () => (await import('./check.ts')).checkCommand(),
  conform: async () => (await import('./conform.ts')).conformCommand(),
  'new-registry': async () => (await import('./new-registry/new-registry.ts')).newRegistryCommand(),
  serve: async () => (await import('./serve.ts')).serveCommand(),
  hub: async () => (await import('./hub.ts')).hubCommand(),
};

/** What npm scripts of this repository run: npm start, npm run registry. */
const scripts: Readonly<Record<string, LoadCommand>> = {
  start: async () => (await import('./start.ts')).startCommand(),
  registry: async () => (await import('./registry.ts')).registryCommand(),
};

/**
 * The program with the command of a name, or with all commands if no command has it. Only the
 * modules of that command are loaded: ten servers start through here.
 */
export async function createProgram(name = ''): Promise<Command> {
  const program = new Command('kopru')
    .description('Run a national registry, and work on its records.')
    .addHelpText('after', help)
    .configureOutput(usageOutput)
    .exitOverride(usageExit);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  for (const each of load ? [load] : script ? [] : Object.values(commands))
    program.addCommand((await each()).copyInheritedSettings(program));
  if (script) program.addCommand((await script()).copyInheritedSettings(program), { hidden: true });
  return program;
}
