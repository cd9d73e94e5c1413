import { createHash } from 'node:crypto';

/**
 * The hash that binds a cursor to its filter: SHA-256, in lower-case hex, of the coerced `where` as
 * JSON without spaces, with keys sorted by
 * code unit and nulls dropped; of `{}` if there is no filter.
 */
export function hashFilter(where: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(where ?? {}))
    .digest('hex');
}

/** JSON without spaces, with sorted keys and without nulls in objects. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((each) => canonicalJson(each ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, each]) => each != null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`);
  return `{${fields.join(',')}}`;
}
