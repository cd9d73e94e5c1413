/** How far a follower has read each registry's changes: each registry's own token, by its code. The hub's `next` is made of it. */
export type Watermarks = ReadonlyMap<string, string>;

/** Of one registry's token: what it holds is the registry's own affair. */
export const maxChangeTokenLength = 200;

const maxWatermarks = 100;

/** base64url, unpadded, of the UTF-8 JSON array of [code, token], ordered by code. */
export function encodeWatermarks(watermarks: Watermarks): string {
  return encode([...watermarks].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Null where the text is no token of the hub; also where it is one in another spelling. */
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

/** A place in one registry's changes. */
export interface ChangePosition {
  /** Of the last change that was read; 0 before the first. */
  sequence: number;
  /** What that change was, in few letters: a registry whose history has become another, as after a restored backup, can tell. */
  mark: string;
}

export const encodeChangePosition = ({ sequence, mark }: ChangePosition): string =>
  encode([sequence, mark]);

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
