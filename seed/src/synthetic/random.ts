/**
 * A stream of numbers that depends only on its state, so that a record is drawn alike everywhere.
 */
export interface Random {
  /** An integer n with 0 ≤ n < limit. */
  below(limit: number): number;
  chance(probability: number): boolean;
  /** An item of a list, which must not be empty. */
  pick<T>(list: readonly T[]): T;
}

/**
 * mulberry32 (Tommy Ettinger, public domain): 32 bits of state. Good enough for synthetic records,
 * never for secrets.
 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
  };
}

/** Mixes several numbers into one state. */
export function mixSeeds(...seeds: readonly number[]): number {
  return seeds.reduce((state, seed) => {
    const mixed = Math.imul(state ^ seed, 0x9e3779b1);
    return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) ^ (mixed >>> 13);
  }, 0x6b707275);
}
