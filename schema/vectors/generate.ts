import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { vectors } from './vectors.ts';

for (const [file, { about, cases }] of Object.entries(vectors)) {
  // One case a line: the files are read by people and compared by line.
  const lines = cases.map((each) => `    ${JSON.stringify(each)}`).join(',\n');
  writeFileSync(
    join(import.meta.dirname, file),
    `{\n  "about": ${JSON.stringify(about)},\n  "cases": [\n${lines}\n  ]\n}\n`,
  );
}
