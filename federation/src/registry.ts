import { pathToFileURL } from 'node:url';
import { curatedFolder } from '@kopru/seed';
import { loadRegistryModule } from '@kopru/records';
import { folders, countryFolder, programOf, storeVariable } from './local-registries.ts';

// npm run registry -- azerbaijan --port 4101 --store sqlite:FILE: one registry alone.

const [folder = '', ...options] = process.argv.slice(2);
if (!(folders as readonly string[]).includes(folder)) {
  process.stderr.write(
    `Expected a country folder (${folders.join(', ')}), but got ${folder || 'none'}.\n`,
  );
  process.exit(1);
}
const seed = options.some((option) => option.startsWith('--seed'))
  ? []
  : ['--seed', curatedFolder(folder)];
const { code } = (await loadRegistryModule(countryFolder(folder))).definition;
const store = process.env[storeVariable(code)];
if (store !== undefined) process.env.KOPRU_STORE ??= store;
const { file, args } = programOf(folder);
process.argv.splice(2, process.argv.length, ...args, ...options, ...seed);
await import(pathToFileURL(file).href);
