import { externalPrefix, formatGlobalId } from '@kopru/schema';
import type { RecordKindName } from '@kopru/kit';
import { nations } from './nations.ts';
import type { Nation } from './nations.ts';
import { createRandom, mixSeeds } from './random.ts';
import type { Random } from './random.ts';

/** Which made-up record is meant. All it holds follows from these three, so that others can point at it without having seen it. */
export interface Place {
  registry: string;
  seed: number;
  index: number;
}

/** A record in the making. */
export interface Draw extends Place {
  random: Random;
  nation: Nation;
  kind: RecordKindName;
  /** Persons employed, on file or not: other fields follow from it. */
  staff: number;
}

/** In a run of records, the kinds come round every fifty: one hub, one investor, two research centres, one association, else companies. */
const round = 50;
const slots: Readonly<Record<number, RecordKindName>> = {
  0: 'INNOVATION_HUB',
  1: 'INVESTOR',
  2: 'RESEARCH_CENTER',
  3: 'RESEARCH_CENTER',
  4: 'ASSOCIATION',
};

export const kindAt = (index: number): RecordKindName => slots[index % round] ?? 'COMPANY';

export const idAt = (registry: string, index: number): string =>
  formatGlobalId({ registry, native: `syn-${String(index).padStart(7, '0')}` });

const registries = Object.keys(nations);

/** `purpose` keeps apart the streams that one record draws from. */
export const randomAt = ({ registry, seed, index }: Place, purpose: number): Random =>
  createRandom(mixSeeds(seed, registries.indexOf(registry), index, purpose));

export function nationOf(registry: string): Nation {
  const nation = nations[registry];
  if (!nation) throw new Error(`Expected a registry of ${registries.join(', ')}, but got: ${registry}`);
  return nation;
}

/** A record that others may point at: of the kind asked for, on file not long after the first, so that a small registry has it as well. */
export function drawTarget({ random, index, seed, registry }: Draw, kind: RecordKindName): Place {
  const abroad = random.chance(0.35);
  const rounds = Math.floor(index / round) + 1;
  // The lower the number, the more point at it: a few are known to everybody.
  const chosen = Math.floor((random.below(rounds) * random.below(rounds)) / rounds);
  const free = Object.keys(slots).filter((slot) => slots[Number(slot)] === kind);
  const slot = kind === 'COMPANY' ? Object.keys(slots).length + random.below(round - Object.keys(slots).length) : Number(random.pick(free)); // prettier-ignore
  return { registry: abroad ? random.pick(registries) : registry, seed, index: chosen * round + slot };
}

export const externalId = (number: number): string => idAt(externalPrefix, number);
