/**
 * Control characters except tab and line breaks, bidirectional controls, the byte order mark, and
 * noncharacters.
 */
const forbidden =
  // eslint-disable-next-line no-control-regex -- it looks for control characters
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;

/** The first character that the text of a record must not contain, such as U+202E, or null. */
export function controlIn(text: string): string | null {
  if (!text.isWellFormed()) return 'half of a surrogate pair';
  const [character] = forbidden.exec(text) ?? [];
  return character === undefined
    ? null
    : `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
