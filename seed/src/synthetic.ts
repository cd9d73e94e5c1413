import { idAt, kindAt, nationOf, randomAt } from './synthetic/draw.ts';
import type { Draw, Origin } from './synthetic/draw.ts';
import { drawFields } from './synthetic/fields.ts';
import type { Random } from './synthetic/random.ts';

export interface SyntheticRequest {
  /** Code of one of the nine registries. */
  registry: string;
  /** The same seed gives the same records, in every registry and at every place. */
  seed: number;
  count: number;
  /** Number of the first record; a run can so be made in pieces. */
  startAt?: number;
}

/**
 * Made-up records of all kinds, three in four of them companies, with the gaps and the dirt of real registers. Each says that it is
 * SYNTHETIC, in its first name or title and its provenance. They fit the contract and hold nothing of a national extension.
 */
export function* generateSynthetic({
  registry,
  seed,
  count,
  startAt = 0,
}: SyntheticRequest): Generator<object> {
  nationOf(registry);
  for (let index = startAt; index < startAt + count; index += 1)
    yield recordAt({ registry, seed, index });
}

function recordAt(origin: Origin): object {
  const { registry, index } = origin;
  const random = randomAt(origin, 2);
  const draw: Draw = {
    ...origin,
    random,
    local: nationOf(registry),
    kind: kindAt(index),
    staff: drawStaff(random),
  };
  return {
    id: idAt(registry, index),
    kind: draw.kind,
    ...drawFields(draw),
  };
}

/** Round numbers are common, and small firms commoner than large ones. */
function drawStaff(random: Random): number {
  if (random.chance(0.3)) return random.pick([0, 1, 2, 5, 9, 10, 50, 100, 250, 1_000]);
  return Math.floor(10 ** (random.below(4_500) / 1_000));
}
