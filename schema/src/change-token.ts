/**
 * How far a follower has read the changes of each registry: the registry's own token by its code.
 * The hub's `next` encodes it.
 */
export type Watermarks = ReadonlyMap<string, string>;

/** The maximum length of a registry's token. Its content is up to the registry. */
export const maxChangeTokenLength = 200;

const maxWatermarks = 100;

/** base64url, unpadded, of the UTF-8 JSON array of [code, token], ordered by code. */
export function encodeWatermarks(watermarks: Watermarks): string {
  return encode([...watermarks].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Null if the text is not a token of the hub in its canonical spelling. */
export function decodeWatermarks(text: string): Watermarks | null {
  const parts = decode(text, (maxChangeTokenLength + 50) * maxWatermarks);
  if (!Array.isArray(parts) || parts.length > maxWatermarks || !parts.every(isWatermark))
    return null;
  const watermarks = new Map(parts);
  return encodeWatermarks(watermarks) === text ? watermarks : null;
}

const isWatermark = (part: unknown): part is [string, string] =>
  Array.isArray(part) &&
  part.length === 2 &&
  typeof part[0] === 'string' &&
  typeof part[1] === 'string' &&
  part[1].length <= maxChangeTokenLength;

/** A position in the changes of one registry. */
export interface ChangePosition {
  /** The number of the last change that was read; 0 before the first. */
  sequence: number;
  /**
   * A short fingerprint of that change. It shows whether the history has been replaced, as by a
   * restored backup.
   */
  mark: string;
}

/** base64url, unpadded, of the UTF-8 JSON array [sequence, mark]. */
export const encodeChangePosition = ({ sequence, mark }: ChangePosition): string =>
  encode([sequence, mark]);

/** Null if the text is not a position in its canonical spelling. */
export function decodeChangePosition(text: string): ChangePosition | null {
  const parts = decode(text, maxChangeTokenLength);
  if (!Array.isArray(parts) || parts.length !== 2) return null;
  const [sequence, mark] = parts as unknown[];
  if (!Number.isSafeInteger(sequence) || Number(sequence) < 0 || typeof mark !== 'string')
    return null;
  const position = { sequence: Number(sequence), mark };
  return encodeChangePosition(position) === text ? position : null;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(text: string, maxLength: number): unknown {
  if (text.length > maxLength) return null;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return null;
  }
}
