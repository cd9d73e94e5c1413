import { dateRangeKeys, foldWords, nameKeys, numberKey } from '@kopru/schema';
import type { Coordinates, RegistryRecord } from './record.ts';

// The forms of a condition: what a field of the contract's filters compares, and how.

type Value = string | number | null | undefined;
/** Whether a record fits the value of one field of a filter. */
export type Test = (record: RegistryRecord, wanted: never) => boolean;

export const oneOf =
  (values: (record: RegistryRecord) => readonly Value[]): Test =>
  (record, wanted: readonly Value[]) =>
    values(record).some((value) => value != null && wanted.includes(value));

export const equal =
  (values: (record: RegistryRecord) => readonly Value[]): Test =>
  (record, wanted: string) =>
    values(record).includes(wanted);

export type Range = Partial<Record<'gte' | 'lte', number | string | null>>;

export const isInRange = (
  value: number | string | null | undefined,
  { gte, lte }: Range,
): boolean => {
  if (value == null) return false;
  const key = numberKey(value);
  return (gte == null || key >= numberKey(gte)) && (lte == null || key <= numberKey(lte));
};
export const numberRange =
  (value: (record: RegistryRecord) => number | string | null | undefined): Test =>
  (record, wanted: Range) =>
    isInRange(value(record), wanted);

type Dates = Partial<Record<'from' | 'to', string | null>>;

export const isBetween = (value: string | null | undefined, wanted: Dates): boolean => {
  const { gte = '', lte = '~' } = dateRangeKeys(wanted);
  return value != null && value >= gte && value <= lte;
};
export const dateRange =
  (value: (record: RegistryRecord) => string | null | undefined): Test =>
  (record, wanted: Dates) =>
    isBetween(value(record), wanted);

const wordsIn = (texts: readonly { text: string; language: string }[]): string[] =>
  texts.flatMap(({ text, language }) =>
    nameKeys(text, language).flatMap((key) => key.split(' ').filter(Boolean)),
  );
/** Each requested word is the beginning of a word of the texts. */
export const words =
  (texts: (record: RegistryRecord) => readonly { text: string; language: string }[]): Test =>
  (record, wanted: string) => {
    const all = wordsIn(texts(record));
    return foldWords(wanted).every((word) => all.some((each) => each.startsWith(word)));
  };

/** A record that does not state the value matches neither true nor false. */
export const flag =
  (value: (record: RegistryRecord) => boolean | null | undefined): Test =>
  (record, wanted: boolean) =>
    value(record) === wanted;

export type Box = Record<'south' | 'west' | 'north' | 'east', number>;

export const isInBox = (
  { latitude, longitude }: Coordinates,
  { south, west, north, east }: Box,
): boolean =>
  latitude >= south &&
  latitude <= north &&
  (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east);
