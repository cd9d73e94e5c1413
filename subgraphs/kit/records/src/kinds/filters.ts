import { dateRangeKeys, foldWords, numberKey } from '@kopru/schema';
import type { Filter, IndexEntry } from '../filter.ts';
import type { FilterField } from './kind.ts';

// The forms of filter fields. `name` is the name of the index field.

export type Values = readonly (string | null | undefined)[];

export const entriesOf = (field: string, values: Values, part = 0): IndexEntry[] =>
  [...new Set(values)].filter((value) => value != null).map((value) => ({ field, value, part }));

/** The record has one of the given values. */
export function oneOf<R>(name: string, values: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (values: readonly string[]) => ({ field: name, oneOf: values }),
    shared: [name],
  };
}

/**
 * The same for a filter that takes a single value, which `stored` brings to the form of the index.
 */
export function equal<R>(
  name: string,
  values: (record: R) => Values,
  stored: (value: never) => string,
): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (value) => ({ field: name, oneOf: [stored(value)] }),
  };
}

/** A boolean that may be unknown. A record without it matches neither true nor false. */
export function flag<R>(name: string, value: (record: R) => boolean | null): FilterField<R> {
  return { ...equal<R>(name, (record) => [value(record)?.toString()], String), shared: [name] };
}

/** Each given word is a prefix of a word of the record. */
export function words<R>(name: string, values: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (input: string) => ({
      all: foldWords(input).map((word) => ({ field: name, startsWith: word })),
    }),
  };
}

export interface NumberRange {
  gte?: number | string | null;
  lte?: number | string | null;
}

export const numberBounds = (range: NumberRange): { gte?: string; lte?: string } => ({
  ...(range.gte != null && { gte: numberKey(range.gte) }),
  ...(range.lte != null && { lte: numberKey(range.lte) }),
});

export function numberRange<R>(
  name: string,
  value: (record: R) => number | string | null,
): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, [numberEntry(value(record))]),
    filter: (range: NumberRange) => ({ field: name, ...numberBounds(range) }),
  };
}

/** The same for several values, given as number keys. One of them lies in the range. */
export function numbersRange<R>(name: string, keys: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, keys(record)),
    filter: (range: NumberRange) => ({ field: name, ...numberBounds(range) }),
  };
}

interface Quantity {
  value: number;
  unit: string;
}

/** A number with a unit. The range names the unit. */
export function quantityRange<R>(
  name: string,
  quantity: (record: R) => Quantity | null,
): FilterField<R> {
  const fieldOf = (unit: string): string => `${name}.${unit}`;
  return {
    entries: (record) => {
      const stated = quantity(record);
      return stated ? entriesOf(fieldOf(stated.unit), [numberKey(stated.value)]) : [];
    },
    filter: ({ unit, ...range }: NumberRange & { unit: string }) => ({
      field: fieldOf(unit),
      ...numberBounds(range),
    }),
  };
}

interface Coordinates {
  latitude: number;
  longitude: number;
}

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

/** The location lies in a box, which may cross the antimeridian. */
export function within<R>(location: (record: R) => Coordinates | null): FilterField<R> {
  const latitude = numberRange<R>('latitude', (record) => location(record)?.latitude ?? null);
  const longitude = numberRange<R>('longitude', (record) => location(record)?.longitude ?? null);
  const inRange = (field: FilterField<R>, range: NumberRange): Filter =>
    field.filter(range as never);
  return {
    entries: (record) => [...latitude.entries(record), ...longitude.entries(record)],
    filter: ({ south, west, north, east }: Box) => ({
      all: [
        inRange(latitude, { gte: south, lte: north }),
        west <= east
          ? inRange(longitude, { gte: west, lte: east })
          : { any: [inRange(longitude, { gte: west }), inRange(longitude, { lte: east })] },
      ],
    }),
  };
}

export function dateRange<R>(name: string, value: (record: R) => string | null): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, [value(record)]),
    filter: (range: { from?: string | null; to?: string | null }) => ({
      field: name,
      ...dateRangeKeys(range),
    }),
  };
}

export const numberEntry = (value: number | string | null): string | null =>
  value == null ? null : numberKey(value);

/** A nested filter input. All of its fields must match the record. */
export function group<R>(fields: Readonly<Record<string, FilterField<R>>>): FilterField<R> {
  return {
    entries: (record) => Object.values(fields).flatMap((field) => field.entries(record)),
    filter: (input: Readonly<Record<string, unknown>>) => ({ all: filtersOf(fields, input) }),
    shared: Object.values(fields).flatMap(({ shared = [] }) => shared),
  };
}

/** The filters of the fields that are given. Throws if a field is not one of the kind. */
export function filtersOf<R>(
  fields: Readonly<Record<string, FilterField<R>>>,
  input: Readonly<Record<string, unknown>>,
): Filter[] {
  return Object.entries(input)
    .filter(([, value]) => value != null)
    .map(([name, value]) => {
      const field = fields[name];
      if (!field)
        throw new Error(`Expected one of ${Object.keys(fields).join(', ')}, but got: ${name}`);
      return field.filter(value as never);
    });
}
