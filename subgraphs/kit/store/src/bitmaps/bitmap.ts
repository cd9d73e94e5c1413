// Sets of record numbers, after Roaring (https://roaringbitmap.org). Numbers are divided into
// containers of a fixed size; a bitmap has, for
// each container that is not empty, one bit for each of its numbers.

/** How many numbers a container covers. Stored bitmaps depend on it. */
export const containerSize = 32_768;
const wordsOfContainer = containerSize / 32;
/** From this many numbers on, a list of them is no shorter than the bits. */
const minCountForBits = containerSize / 16;

/** A set of record numbers: the words of its containers by container number. */
export type Bitmap = ReadonlyMap<number, Uint32Array>;

/** The number of the container that covers a record number. */
export const containerOf = (n: number): number => Math.floor(n / containerSize);

/**
 * A stored container: its offsets as a sorted list of two bytes each, or all of its bits, whichever
 * is shorter. Never empty.
 */
export type SerializedContainer = Uint8Array;

/** Adds a stored container to a bitmap. */
export function addSerialized(
  bitmap: Map<number, Uint32Array>,
  container: number,
  serialized: SerializedContainer,
): void {
  const words = bitmap.get(container) ?? new Uint32Array(wordsOfContainer);
  bitmap.set(container, words);
  if (serialized.byteLength === containerSize / 8) {
    const stored = new Uint32Array(aligned(serialized).buffer, 0, wordsOfContainer);
    for (let index = 0; index < wordsOfContainer; index += 1)
      words[index] = at(words, index) | at(stored, index);
    return;
  }
  for (const offset of new Uint16Array(aligned(serialized).buffer, 0, serialized.byteLength / 2))
    setBit(words, offset);
}

/**
 * Typed arrays must begin at a multiple of their size; a database's bytes need not. `slice` of a
 * Buffer would not copy.
 */
const aligned = (serialized: SerializedContainer): Uint8Array =>
  serialized.byteOffset === 0 ? serialized : new Uint8Array(serialized);

/**
 * Applies edits to a stored container, in their order: the edit `offset` adds, `-1 - offset`
 * removes. Returns null if the container is then
 * empty.
 */
export function editSerialized(
  serialized: SerializedContainer | undefined,
  edits: readonly number[],
): SerializedContainer | null {
  if (
    serialized === undefined &&
    edits.length > 0 &&
    edits.length < minCountForBits &&
    edits.every((edit) => edit >= 0)
  )
    return asBytes(Uint16Array.from(new Set(edits)).sort());
  const words = new Uint32Array(wordsOfContainer);
  const bitmap = new Map([[0, words]]);
  if (serialized !== undefined) addSerialized(bitmap, 0, serialized);
  for (const edit of edits) {
    if (edit < 0) clearBit(words, -1 - edit);
    else setBit(words, edit);
  }
  const count = countNumbers(bitmap);
  if (count === 0) return null;
  return asBytes(count < minCountForBits ? Uint16Array.from(numbersOf(bitmap)) : words);
}

/** The index lies within a container, so there always is a word. */
const at = (words: Uint32Array, index: number): number => words[index] as number;
const setBit = (words: Uint32Array, offset: number): void =>
  void (words[offset >> 5] = at(words, offset >> 5) | (1 << (offset & 31)));
const clearBit = (words: Uint32Array, offset: number): void =>
  void (words[offset >> 5] = at(words, offset >> 5) & ~(1 << (offset & 31)));

const asBytes = (list: Uint16Array | Uint32Array): SerializedContainer =>
  new Uint8Array(list.buffer, 0, list.byteLength);

export function unite(bitmaps: readonly Bitmap[]): Bitmap {
  const [only] = bitmaps;
  if (only && bitmaps.length === 1) return only;
  const united = new Map<number, Uint32Array>();
  for (const bitmap of bitmaps) {
    for (const [container, words] of bitmap) {
      const current = united.get(container);
      united.set(container, current ? either(current, words) : words);
    }
  }
  return united;
}

export function intersect(one: Bitmap, other: Bitmap): Bitmap {
  const [smaller, larger] = one.size <= other.size ? [one, other] : [other, one];
  const shared = new Map<number, Uint32Array>();
  for (const [container, words] of smaller) {
    const others = larger.get(container);
    if (others) shared.set(container, both(words, others));
  }
  return shared;
}

/** The numbers of `from` that are not in `removed`. */
export function subtract(from: Bitmap, removed: Bitmap): Bitmap {
  const rest = new Map<number, Uint32Array>();
  for (const [container, words] of from) {
    const others = removed.get(container);
    rest.set(container, others ? butNot(words, others) : words);
  }
  return rest;
}

// Each operation has its own loop: a loop that calls a function for each word takes five times as
// long.

function either(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfContainer);
  for (let index = 0; index < wordsOfContainer; index += 1)
    words[index] = at(one, index) | at(other, index);
  return words;
}

function both(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfContainer);
  for (let index = 0; index < wordsOfContainer; index += 1)
    words[index] = at(one, index) & at(other, index);
  return words;
}

function butNot(one: Uint32Array, other: Uint32Array): Uint32Array {
  const words = new Uint32Array(wordsOfContainer);
  for (let index = 0; index < wordsOfContainer; index += 1)
    words[index] = at(one, index) & ~at(other, index);
  return words;
}

export function countNumbers(bitmap: Bitmap): number {
  let count = 0;
  for (const words of bitmap.values())
    for (let index = 0; index < wordsOfContainer; index += 1)
      count += countBitsOfWord(at(words, index));
  return count;
}

/** The population count of Hacker's Delight, figure 5-2. */
function countBitsOfWord(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export function hasBit(bitmap: Bitmap, n: number): boolean {
  const offset = n % containerSize;
  return ((bitmap.get(containerOf(n))?.[offset >> 5] ?? 0) & (1 << (offset & 31))) !== 0;
}

/** The numbers of a bitmap, container by container, ascending within each. */
export function numbersOf(bitmap: Bitmap): number[] {
  const numbers: number[] = [];
  for (const [container, words] of bitmap) {
    for (const [index, word] of words.entries()) {
      for (let rest = word; rest !== 0; rest &= rest - 1)
        numbers.push(container * containerSize + index * 32 + (31 - Math.clz32(rest & -rest)));
    }
  }
  return numbers;
}
