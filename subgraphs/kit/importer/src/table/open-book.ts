import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { open } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { TableError, tableLimits } from './row.ts';

/**
 * A workbook's parts. They are unpacked one after another and never beyond the size that the file
 * says of them, which is capped.
 */
export interface Book {
  part: (name: string) => Entry | undefined;
  parts: (name: RegExp) => Entry[];
  read: (entry: Entry) => Promise<Readable>;
  /** Told of so many bytes of a part, unpacked. */
  hasRead: (entry: Entry, bytes: number) => void;
  close: () => void;
}

export const noBook = () =>
  new TableError('Expected a workbook (.xlsx), but the file is none, or a damaged one.');

export async function openBook(file: string, onProgress?: (bytes: number) => void): Promise<Book> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    open(
      file,
      { lazyEntries: true, autoClose: false, validateEntrySizes: true },
      (error, opened) => (error ? reject(noBook()) : resolve(opened)),
    ),
  );
  let read = 0;
  const entries: Entry[] = await new Promise((resolve, reject) => {
    const found: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      found.push(entry);
      if (found.length > 10_000) reject(noBook());
      else zip.readEntry();
    });
    zip.once('end', () => resolve(found));
    zip.once('error', () => reject(noBook()));
    zip.readEntry();
  });
  const size = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (size > tableLimits.workbook)
    throw new TableError(
      `Expected a workbook of at most ${tableLimits.workbook} bytes once it is unpacked, but it is of ${size}. Export it as CSV.`,
    );
  return {
    part: (name) => entries.find(({ fileName }) => fileName === name),
    parts: (name) => entries.filter(({ fileName }) => name.test(fileName)),
    read: (entry) =>
      new Promise((resolve, reject) =>
        zip.openReadStream(entry, (error, stream) => (error ? reject(noBook()) : resolve(stream))),
      ),
    // Parts are read in another order than they lie in the file: what has been read of each adds
    // up.
    hasRead: ({ compressedSize, uncompressedSize }, bytes) =>
      onProgress?.(Math.round((read += (compressedSize * bytes) / Math.max(1, uncompressedSize)))),
    close: () => zip.close(),
  };
}

/**
 * What is told of an XML part: its elements by their name without a prefix, which some writers give
 * them all.
 */
export interface XmlListener {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** What an XML part holds, event by event; `listen` is told and may leave values in `out`. */
export async function* parseXml<T>(
  book: Book,
  entry: Entry,
  listen: (out: (value: T) => void) => XmlListener,
): AsyncGenerator<T> {
  let ready: T[] = [];
  const { open: opened, text, close } = listen((value) => ready.push(value));
  const parser = new SaxesParser();
  let failure: Error | undefined;
  // The parser keeps a text whole until its end: one without end would fill the memory.
  let unbroken = 0;
  parser.on('opentag', ({ name, attributes }) => {
    unbroken = 0;
    opened?.(withoutPrefix(name), attributes);
  });
  parser.on('text', (more) => text?.(more));
  parser.on('closetag', ({ name }) => {
    unbroken = 0;
    close?.(withoutPrefix(name));
  });
  parser.on('error', (error) => (failure ??= error));
  // A document type could define entities; no writer of workbooks makes one.
  parser.on('doctype', () => (failure ??= new Error('doctype')));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of await book.read(entry)) {
      book.hasRead(entry, (chunk as Buffer).length);
      const xml = decoder.decode(chunk as Buffer, { stream: true });
      unbroken += xml.length;
      parser.write(xml);
      if (failure) throw noBook();
      if (unbroken > tableLimits.row)
        throw new TableError(
          `Expected cells of at most ${tableLimits.row} characters, but one is longer.`,
        );
      yield* ready;
      ready = [];
    }
    parser.close();
  } catch (error) {
    throw error instanceof TableError ? error : noBook();
  }
  if (failure) throw noBook();
  yield* ready;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);
