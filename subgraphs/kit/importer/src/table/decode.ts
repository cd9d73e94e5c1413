import { isUtf8 } from 'node:buffer';
import { TableError } from './row.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1254'] as const;
export type Encoding = (typeof encodings)[number];

/** How many of a file's first bytes its encoding is guessed from. */
export const headBytes = 262_144;

/**
 * The encoding of a file that begins so: by its byte order mark, else by what its bytes can be. Of
 * the single-byte ones of our countries a
 * Cyrillic word is a run of high bytes, while a Turkish one has them between ASCII letters.
 * Libraries that guess (chardet) take short tables
 * of either for Latin-1.
 */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (isUtf8(wholeCharacters(head)) && !head.includes(0)) return 'utf-8';
  // The upper halves of Latin and Cyrillic letters in UTF-16, which no text in another encoding
  // has.
  const halves = [0, 1].map(
    (offset) => head.filter((byte, index) => byte <= 5 && index % 2 === offset).length,
  );
  const [even = 0, odd = 0] = halves;
  if (Math.max(even, odd) > head.length / 8) return odd > even ? 'utf-16le' : 'utf-16be';
  if (isUtf8(wholeCharacters(head))) return 'utf-8';
  const isHigh = (byte: number | undefined): boolean => byte !== undefined && byte >= 0xc0;
  const high = [...head.keys()].filter((index) => isHigh(head[index]));
  const inRuns = high.filter((index) => isHigh(head[index - 1]) || isHigh(head[index + 1]));
  return inRuns.length > high.length / 2 ? 'windows-1251' : 'windows-1254';
}

/** Without the last bytes, where the cut may have gone through a character. */
function wholeCharacters(head: Uint8Array): Uint8Array {
  if (head.length < headBytes) return head;
  let end = head.length;
  while (end > head.length - 4 && ((head[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return head.subarray(0, end - 1);
}

/**
 * A file's text without its byte order mark. Throws a TableError where bytes are none of the
 * encoding.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let read = 0;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new TableError(
        `Expected text in ${encoding}, but the bytes before the ${read}th are none. Name the encoding with --encoding (${encodings.join(', ')}).`,
      );
    }
  };
  for await (const chunk of bytes) {
    read += chunk.length;
    const text = decode(chunk);
    if (text !== '') yield text;
  }
  const rest = decode();
  if (rest !== '') yield rest;
}
