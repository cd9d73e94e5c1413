import { StoreError } from '@kopru/store';

/**
 * A sentence for each primary result code of SQLite that the operator can act on
 * (https://sqlite.org/rescode.html).
 */
const sentences: Readonly<Record<number, (file: string, message: string) => string>> = {
  5: (file) =>
    `Expected to write to the database ${file}, but another process keeps it locked. Let that one end, then try again.`,
  8: (file) =>
    `Expected to write to the database ${file}, but the file or its folder is read-only. Make them writable, or name another file.`,
  10: (file, message) =>
    `Expected to read and write the database ${file}, but the disk failed: ${message}. Check the disk.`,
  11: (file, message) =>
    `Expected a sound database at ${file}, but it is damaged: ${message}. Put a copy in its place.`,
  13: (file) =>
    `Expected room for the database ${file}, but the disk is full. Make room, then try again.`,
  14: (file) =>
    `Expected to open or make the database ${file}, but could not. Check that its folder exists and can be written.`,
  26: (file) =>
    `Expected a database at ${file}, but the file is something else. Move it away, or name another file.`,
};

/**
 * Turns an error that the operator can act on into a StoreError. Returns any other error unchanged,
 * since it is a bug.
 */
export function explainError(file: string, error: unknown): unknown {
  const { errcode, message } = error as { errcode?: number; message: string };
  // The low byte is the primary code; the higher bytes give details.
  const sentence = errcode === undefined ? undefined : sentences[errcode & 0xff];
  return sentence ? new StoreError(sentence(file, message)) : error;
}

/** Runs the work and explains what it throws. */
export function withExplainedErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explainError(file, error);
  }
}
