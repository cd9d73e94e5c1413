/**
 * Puts an apostrophe before a text that a spreadsheet would read as a formula, and before one that
 * already starts with an apostrophe: removing one restores the text (OWASP, CSV injection).
 */
export const escapeFormula = (text: string): string =>
  /^[=+\-@\t\r']/.test(text) ? `'${text}` : text;
