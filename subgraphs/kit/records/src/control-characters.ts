/** Controls but tab and line breaks, those that turn the direction of what follows, halves of surrogate pairs, and what is no character. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const forbidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

/** The first character that no text of a record holds, as U+202E; null where there is none. */
export function controlIn(text: string): string | null {
  if (!text.isWellFormed()) return 'half of a surrogate pair';
  const [found] = forbidden.exec(text) ?? [];
  return found === undefined
    ? null
    : `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
