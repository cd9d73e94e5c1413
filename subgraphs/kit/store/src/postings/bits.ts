// Sets of record numbers. A number belongs to a chunk of so many; of each chunk that has a number at all there is one bit for each of its numbers.

export const chunkSize = 32_768;
const wordsOfChunk = chunkSize / 32;
/** With so many numbers a list of them would be no shorter than the bits. */
const fewestAsBits = chunkSize / 16;

export type Bits = ReadonlyMap<number, Uint32Array>;

export const chunkOf = (n: number): number => Math.floor(n / chunkSize);

/** As it is stored: the numbers within the chunk, two bytes each, or where that is shorter the bits; null where there is none. */
export type StoredChunk = Uint8Array;

/** Adds what is stored of a chunk. */
export function addStored(
  bits: Map<number, Uint32Array>,
  chunk: number,
  stored: StoredChunk,
): void {
  const words = bits.get(chunk) ?? new Uint32Array(wordsOfChunk);
  bits.set(chunk, words);
  if (stored.byteLength === chunkSize / 8) {
    const all = new Uint32Array(aligned(stored).buffer, 0, wordsOfChunk);
    for (let index = 0; index < wordsOfChunk; index += 1)
      words[index] = at(words, index) | at(all, index);
    return;
  }
  for (const place of new Uint16Array(aligned(stored).buffer, 0, stored.byteLength / 2))
    set(words, place);
}

/** Typed arrays begin at multiples of their size, which what a database gives need not. A Buffer's slice would be no copy. */
const aligned = (stored: StoredChunk): Uint8Array =>
  stored.byteOffset === 0 ? stored : new Uint8Array(stored);

/** `edits`: the numbers within the chunk that come, and as -1 - number those that go, in their order. */
export function editStored(
  stored: StoredChunk | undefined,
  edits: readonly number[],
): StoredChunk | null {
  if (
    stored === undefined &&
    edits.length > 0 &&
    edits.length < fewestAsBits &&
    edits.every((edit) => edit >= 0)
  )
    return asBytes(Uint16Array.from(new Set(edits)).sort());
  const words = new Uint32Array(wordsOfChunk);
  const bits = new Map([[0, words]]);
  if (stored !== undefined) addStored(bits, 0, stored);
  for (const edit of edits) {
    if (edit < 0) clear(words, -1 - edit);
    else set(words, edit);
  }
  const count = countBits(bits);
  if (count === 0) return null;
  return asBytes(count < fewestAsBits ? Uint16Array.from(numbersOf(bits)) : words);
}

/** Of places within a chunk, where there always is a word. */
const at = (words: Uint32Array, index: number): number => words[index] as number;
const set = (words: Uint32Array, place: number): void =>
  void (words[place >> 5] = at(words, place >> 5) | (1 << (place & 31)));
const clear = (words: Uint32Array, place: number): void =>
  void (words[place >> 5] = at(words, place >> 5) & ~(1 << (place & 31)));

const asBytes = (list: Uint16Array | Uint32Array): StoredChunk =>
  new Uint8Array(list.buffer, 0, list.byteLength);

export function unite(sets: readonly Bits[]): Bits {
  const [only] = sets;
  if (only && sets.length === 1) return only;
  const united = new Map<number, Uint32Array>();
  for (const set of sets) {
    for (const [chunk, words] of set) {
      const known = united.get(chunk);
      united.set(chunk, known ? either(known, words) : words);
    }
  }
  return united;
}

export function intersect(one: Bits, other: Bits): Bits {
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  const shared = new Map<number, Uint32Array>();
  for (const [chunk, words] of few) {
    const others = many.get(chunk);
    if (others) shared.set(chunk, both(words, others));
  }
  return shared;
}

export function subtract(from: Bits, taken: Bits): Bits {
  const left = new Map<number, Uint32Array>();
  for (const [chunk, words] of from) {
    const others = taken.get(chunk);
    left.set(chunk, others ? butNot(words, others) : words);
  }
  return left;
}

// Each with a loop of its own: one that is handed what to do takes five times as long.

function either(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfChunk);
  for (let index = 0; index < wordsOfChunk; index += 1)
    words[index] = at(one, index) | at(other, index);
  return words;
}

function both(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfChunk);
  for (let index = 0; index < wordsOfChunk; index += 1)
    words[index] = at(one, index) & at(other, index);
  return words;
}

function butNot(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfChunk);
  for (let index = 0; index < wordsOfChunk; index += 1)
    words[index] = at(one, index) & ~at(other, index);
  return words;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (const words of bits.values())
    for (let index = 0; index < wordsOfChunk; index += 1) count += bitsOfWord(at(words, index));
  return count;
}

/** The population count of Hacker's Delight, figure 5-2. */
function bitsOfWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function hasBit(bits: Bits, n: number): boolean {
  const place = n % chunkSize;
  return ((bits.get(chunkOf(n))?.[place >> 5] ?? 0) & (1 << (place & 31))) !== 0;
}

/** The numbers of one chunk after another. */
export function numbersOf(bits: Bits): number[] {
  const numbers: number[] = [];
  for (const [chunk, words] of bits) {
    for (const [index, word] of words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1)
        numbers.push(chunk * chunkSize + index * 32 + (31 - Math.clz32(rest & -rest)));
    }
  }
  return numbers;
}
