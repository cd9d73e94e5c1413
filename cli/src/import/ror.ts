import { importRor, openTable } from '@kopru/importer';
import type { Registry } from '@kopru/registry';
import { CommandError } from '../outcome.ts';

interface Options {
  dryRun?: boolean;
  skipBad?: boolean;
  full?: boolean;
}

export async function runRor(
  registry: Registry,
  file: string,
  { dryRun = false, skipBad, full }: Options,
) {
  if (skipBad === true || full === true)
    throw new CommandError(
      'Expected --format ror without --skip-bad and --full: what is no organisation of this registry is left out, and what it holds stays.',
    );
  const content = organizationsOf(file);
  const { imported, already, leftOut } = await importRor(
    registry,
    content,
    new Date().toISOString(),
    { dryRun },
  );
  const reasons = [...leftOut].map(([reason, number]) => `${number} ${reason}`).join(', ');
  const count = [...leftOut.values()].reduce((sum, each) => sum + each, 0);
  return {
    sentence: `${dryRun ? 'would have ' : ''}imported ${imported}, already there ${already}, left out ${count}${count > 0 ? ` (${reasons})` : ''}`,
    counts: { dryRun, imported, already, leftOut: Object.fromEntries(leftOut) },
  };
}

/** One by one, for a dump is larger than a text may be. */
async function* organizationsOf(file: string): AsyncGenerator {
  const table = await (file === '-'
    ? openTable(file, { form: 'json' }, process.stdin)
    : openTable(file, { form: 'json' }));
  for await (const { line, source } of table.rows) {
    try {
      yield JSON.parse(String(source));
    } catch {
      throw new CommandError(
        `Expected a JSON array of ROR organisations, but item ${line} of ${file} is no JSON.`,
      );
    }
  }
}
