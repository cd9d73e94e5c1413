import { idAt, kindAt, countryOf, randomAt } from './synthetic/draw.ts';
import type { Draw, Origin } from './synthetic/draw.ts';
import { drawFields } from './synthetic/fields.ts';
import type { Random } from './synthetic/random.ts';

export interface SyntheticRequest {
  /** The code of one of the nine registries. */
  registry: string;
  /** The same seed gives the same records on every machine. */
  seed: number;
  count: number;
  /** The number of the first record, so that a run can be generated in pieces. */
  startAt?: number;
}

/**
 * Generates synthetic records of all kinds, three in four of them companies, with the gaps and
 * errors of real registers. Each record says
 * SYNTHETIC in its first name or title and in its provenance. They fit the contract and have no
 * extension data. Throws if the registry is
 * unknown.
 */
export function* generateSynthetic({
  registry,
  seed,
  count,
  startAt = 0,
}: SyntheticRequest): Generator<object> {
  countryOf(registry);
  for (let index = startAt; index < startAt + count; index += 1)
    yield recordAt({ registry, seed, index });
}

function recordAt(origin: Origin): object {
  const { registry, index } = origin;
  const random = randomAt(origin, 2);
  const draw: Draw = {
    ...origin,
    random,
    local: countryOf(registry),
    kind: kindAt(index),
    staff: drawStaff(random),
  };
  return {
    id: idAt(registry, index),
    kind: draw.kind,
    ...drawFields(draw),
  };
}

/** Round numbers are common, and small firms are more common than large ones. */
function drawStaff(random: Random): number {
  if (random.chance(0.3)) return random.pick([0, 1, 2, 5, 9, 10, 50, 100, 250, 1_000]);
  return Math.floor(10 ** (random.below(4_500) / 1_000));
}
