import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRegistry, openStore } from '@kopru/registry';
import { generateSynthetic } from '@kopru/seed';
import type { LocalRegistry } from '@kopru/federation';

const batch = 1_000;

/** A SQLite file of synthetic records for each registry, made once and kept for the next run. */
export async function synthesize(
  locals: readonly LocalRegistry[],
  count: number,
  folder: string,
): Promise<Map<string, string>> {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, string>();
  for (const [index, local] of locals.entries()) {
    const { code } = local.definition;
    const file = join(folder, `${local.folder}-${count}.sqlite`);
    files.set(code, file);
    if (existsSync(file)) continue;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}.new${suffix}`, { force: true });
    const registry = createRegistry(local, await openStore(`sqlite:${file}.new`));
    let companies = 0;
    for (let startAt = 0; companies < count; startAt += batch) {
      const made = [
        ...generateSynthetic({ registry: code, seed: index + 1, count: batch, startAt }),
      ];
      companies += made.filter((record) => (record as { kind: string }).kind === 'COMPANY').length;
      await registry.write({ put: made });
    }
    await registry.store.close();
    renameSync(`${file}.new`, file);
  }
  return files;
}
