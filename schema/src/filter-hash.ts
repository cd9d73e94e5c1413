import { createHash } from 'node:crypto';

/**
 * Names a filter in a cursor: SHA-256, in lower-case hex, of the coerced `where` as JSON with keys sorted by code unit, nulls dropped
 * and no spaces; `{}` where there is none. So a cursor cannot be used with a filter it was not made for.
 */
export function hashFilter(where: unknown): string {
  return createHash('sha256')
    .update(canonicalJson(where ?? {}))
    .digest('hex');
}

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
