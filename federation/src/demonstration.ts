import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demonstrationOf } from '@kopru/seed';
import type { LocalRegistry } from './local-registries.ts';

/** Writes the made-up records of each registry to a seed file in the data folder. */
export async function writeDemonstration(
  data: string,
  localRegistries: readonly LocalRegistry[],
): Promise<Map<LocalRegistry, string>> {
  const folder = join(data, 'demonstration');
  await mkdir(folder, { recursive: true });
  const written = localRegistries.map(async (local) => {
    const file = join(folder, `${local.folder}.json`);
    await writeFile(file, JSON.stringify({ records: demonstrationOf(local.definition.code) }));
    return [local, file] as const;
  });
  return new Map(await Promise.all(written));
}
