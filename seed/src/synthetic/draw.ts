import { externalPrefix, formatGlobalId } from '@kopru/schema';
import type { RecordKindName } from '@kopru/records';
import { locals } from './country-data.ts';
import type { LocalRegistry } from './country-data.ts';
import { createRandom, mixSeeds } from './random.ts';
import type { Random } from './random.ts';

/**
 * Identifies a synthetic record. Its content follows from these three, so other records can refer
 * to it without generating it.
 */
export interface Origin {
  registry: string;
  seed: number;
  index: number;
}

/** The state of a record that is being drawn. */
export interface Draw extends Origin {
  random: Random;
  local: LocalRegistry;
  kind: RecordKindName;
  /** Persons employed, even if the record does not state them: other fields follow from it. */
  staff: number;
}

/** The kinds repeat every sixty records; three in four are companies. */
const round: readonly RecordKindName[] = [
  'INNOVATION_HUB',
  'INVESTOR',
  'RESEARCH_CENTER',
  'RESEARCH_CENTER',
  'ASSOCIATION',
  'FACILITY',
  'FACILITY',
  'FACILITY',
  'TRANSPORT_NODE',
  'TRANSPORT_NODE',
  'CORRIDOR',
  'PROJECT',
  'FUNDING_ROUND',
  'OPPORTUNITY',
  'OPPORTUNITY',
  ...Array.from({ length: 45 }, () => 'COMPANY' as const),
];

/** The indexes within sixty records, by kind. */
const slots = Map.groupBy(round.keys(), (slot) => round[slot]);

export const kindAt = (index: number): RecordKindName => round[index % round.length] ?? 'COMPANY';

export const idAt = (registry: string, index: number): string =>
  formatGlobalId({ registry, native: `syn-${String(index).padStart(7, '0')}` });

const registries = Object.keys(locals);

/** `purpose` separates the random streams of one record. */
export const randomAt = ({ registry, seed, index }: Origin, purpose: number): Random =>
  createRandom(mixSeeds(seed, registries.indexOf(registry), index, purpose));

export function countryOf(registry: string): LocalRegistry {
  const local = locals[registry];
  if (!local)
    throw new Error(`Expected a registry of ${registries.join(', ')}, but got: ${registry}`);
  return local;
}

/**
 * A record of a kind to which others may refer. Its number is low, so that a small registry has it
 * too.
 */
export function drawTarget({ random, index, seed, registry }: Draw, kind: RecordKindName): Origin {
  const abroad = random.chance(0.35);
  const rounds = Math.floor(index / round.length) + 1;
  // Lower numbers are referred to more often, so a few records are very popular.
  const chosen = Math.floor((random.below(rounds) * random.below(rounds)) / rounds);
  const slot = random.pick(slots.get(kind) ?? [0]);
  return {
    registry: abroad ? random.pick(registries) : registry,
    seed,
    index: chosen * round.length + slot,
  };
}

export const externalId = (number: number): string => idAt(externalPrefix, number);
