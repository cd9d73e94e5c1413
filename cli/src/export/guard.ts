/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe already, so
 * that taking one away gives the text again (OWASP, CSV injection).
 */
export const guard = (text: string): string => (/^[=+\-@\t\r']/.test(text) ? `'${text}` : text);
