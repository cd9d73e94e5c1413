import { fetchMongod } from './binary.ts';

// npm run mongod: a MongoDB server for the tests, put into a cache under node_modules.

try {
  process.stdout.write(`mongod ${await fetchMongod()}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
