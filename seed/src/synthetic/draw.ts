import { externalPrefix, formatGlobalId } from '@kopru/schema';
import type { RecordKindName } from '@kopru/records';
import { locals } from './country-data.ts';
import type { LocalRegistry } from './country-data.ts';
import { createRandom, mixSeeds } from './random.ts';
import type { Random } from './random.ts';

/** Which made-up record is meant. All it holds follows from these three, so that others can point at it without having seen it. */
export interface Origin {
  registry: string;
  seed: number;
  index: number;
}

/** A record in the making. */
export interface Draw extends Origin {
  random: Random;
  local: LocalRegistry;
  kind: RecordKindName;
  /** Persons employed, on file or not: other fields follow from it. */
  staff: number;
}

/** In a run of records, the kinds come round every sixty; three in four are companies. */
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

/** The places in a round by kind. */
const slots = Map.groupBy(round.keys(), (slot) => round[slot]);

export const kindAt = (index: number): RecordKindName => round[index % round.length] ?? 'COMPANY';

export const idAt = (registry: string, index: number): string =>
  formatGlobalId({ registry, native: `syn-${String(index).padStart(7, '0')}` });

const registries = Object.keys(locals);

/** `purpose` keeps apart the streams that one record draws from. */
export const randomAt = ({ registry, seed, index }: Origin, purpose: number): Random =>
  createRandom(mixSeeds(seed, registries.indexOf(registry), index, purpose));

export function nationOf(registry: string): LocalRegistry {
  const local = locals[registry];
  if (!local)
    throw new Error(`Expected a registry of ${registries.join(', ')}, but got: ${registry}`);
  return local;
}

/** A record that others may point at: of the kind asked for, on file not long after the first, so that a small registry has it as well. */
export function drawTarget({ random, index, seed, registry }: Draw, kind: RecordKindName): Origin {
  const abroad = random.chance(0.35);
  const rounds = Math.floor(index / round.length) + 1;
  // The lower the number, the more point at it: a few are known to everybody.
  const chosen = Math.floor((random.below(rounds) * random.below(rounds)) / rounds);
  const slot = random.pick(slots.get(kind) ?? [0]);
  return {
    registry: abroad ? random.pick(registries) : registry,
    seed,
    index: chosen * round.length + slot,
  };
}

export const externalId = (number: number): string => idAt(externalPrefix, number);
