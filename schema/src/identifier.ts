import { identifierSchemes } from './identifier-schemes.ts';

/**
 * INVALID: the form or the check digit is wrong. NONE: the scheme is not in the table. FORMAT and
 * CHECKSUM: see IdentifierCheck in the contract.
 */
export type IdentifierVerdict = 'INVALID' | 'NONE' | 'FORMAT' | 'CHECKSUM';

/**
 * Checks a value as far as its scheme allows. Ignores the case of the scheme, and the case, spaces,
 * dots and hyphens of the value.
 */
export function checkIdentifier({
  scheme,
  value,
}: {
  scheme: string;
  value: string;
}): IdentifierVerdict {
  const rule = identifierSchemes[scheme.toUpperCase()];
  if (!rule) return 'NONE';
  const normal = normalizeIdentifier(value);
  if (!rule.form.test(normal)) return 'INVALID';
  if (!rule.checkDigit) return 'FORMAT';
  return rule.checkDigit(normal) ? 'CHECKSUM' : 'INVALID';
}

/**
 * The form in which values are compared: upper case without spaces, dots and hyphens. A ROR address
 * is cut to its id.
 */
export function normalizeIdentifier(value: string): string {
  return value
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?ror\.org\//i, '')
    .replace(/[\s.\p{Pd}]/gu, '')
    .toUpperCase();
}
