import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demonstrationOf } from '@kopru/seed';
import type { Nation } from './nations.ts';

/** Writes the made-up records of every registry as a seed file, below the data folder. */
export async function writeDemonstration(
  data: string,
  nations: readonly Nation[],
): Promise<Map<Nation, string>> {
  const folder = join(data, 'demonstration');
  await mkdir(folder, { recursive: true });
  const written = nations.map(async (nation) => {
    const file = join(folder, `${nation.folder}.json`);
    await writeFile(file, JSON.stringify({ records: demonstrationOf(nation.definition.code) }));
    return [nation, file] as const;
  });
  return new Map(await Promise.all(written));
}
