import { identifierSchemes } from './identifier-schemes.ts';

/** INVALID: not of its scheme's form, or its check digit is wrong. NONE: the scheme is not in the table. The others as IdentifierCheck. */
export type IdentifierVerdict = 'INVALID' | 'NONE' | 'FORMAT' | 'CHECKSUM';

/** How far a value can be checked without its register. The scheme's case and the value's case, spaces, dots and hyphens do not count. */
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

/** The form in which values are compared: upper case, no spaces, dots or hyphens, and of the address of a ROR id its last part. */
export function normalizeIdentifier(value: string): string {
  return value
    .trim()
    .replace(/^(https?:\/\/)?(www\.)?ror\.org\//i, '')
    .replace(/[\s.\p{Pd}]/gu, '')
    .toUpperCase();
}
