// Scalar values of the contract as text. Each function returns the stored form of a value, or null
// if the text is not one.

const partialDatePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** YYYY, YYYY-MM or YYYY-MM-DD with a date that exists (ISO 8601). */
export function parsePartialDate(text: string): string | null {
  const [, year, month, day] = partialDatePattern.exec(text) ?? [];
  if (year === undefined) return null;
  if (month === undefined) return text;
  if (day === undefined) return Number(month) >= 1 && Number(month) <= 12 ? text : null;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

/** Any RFC 3339 text, converted to UTC with milliseconds. */
export function parseDateTime(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/.test(text))
    return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A decimal of at most 20 digits before the point and 6 after it, unchanged. */
export function parseDecimal(text: string): string | null {
  return /^-?\d{1,20}(\.\d{1,6})?$/.test(text) ? text : null;
}

/** A language tag in the casing of BCP 47: kk-Cyrl, en-GB. */
export function parseLanguageTag(text: string): string | null {
  if (!/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(text)) return null;
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}
