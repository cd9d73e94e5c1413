import { dateRangeKeys, foldWords, numberKey } from '@kopru/schema';
import type { Filter, IndexEntry } from '../filter.ts';
import type { FilterField } from './kind.ts';

// The few shapes of filter field there are. `name` is the field's name in the store.

type Values = readonly (string | null | undefined)[];

const entriesOf = (field: string, values: Values, part = 0): IndexEntry[] =>
  [...new Set(values)].filter((value) => value != null).map((value) => ({ field, value, part }));

/** The record has one of the values asked for. */
export function oneOf<R>(name: string, values: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (asked: readonly string[]) => ({ field: name, oneOf: asked }),
    shared: [name],
  };
}

/** As oneOf, for a field that takes a single value, brought to the form it is stored in. */
export function equal<R>(
  name: string,
  values: (record: R) => Values,
  stored: (asked: never) => string,
): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (asked) => ({ field: name, oneOf: [stored(asked)] }),
  };
}

/** A yes or no that may be unknown; a record that does not say matches neither. */
export function flag<R>(name: string, value: (record: R) => boolean | null): FilterField<R> {
  return { ...equal<R>(name, (record) => [value(record)?.toString()], String), shared: [name] };
}

/** Every word asked for begins one of the record's words. */
export function words<R>(name: string, values: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, values(record)),
    filter: (asked: string) => ({
      all: foldWords(asked).map((word) => ({ field: name, startsWith: word })),
    }),
  };
}

export interface NumberRange {
  gte?: number | string | null;
  lte?: number | string | null;
}

const numberBounds = (range: NumberRange): { gte?: string; lte?: string } => ({
  ...(range.gte != null && { gte: numberKey(range.gte) }),
  ...(range.lte != null && { lte: numberKey(range.lte) }),
});

export function numberRange<R>(
  name: string,
  value: (record: R) => number | string | null,
): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, [numberEntry(value(record))]),
    filter: (asked: NumberRange) => ({ field: name, ...numberBounds(asked) }),
  };
}

/** As numberRange, for several values, given as number keys: one of them lies in the range. */
export function numbersRange<R>(name: string, keys: (record: R) => Values): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, keys(record)),
    filter: (asked: NumberRange) => ({ field: name, ...numberBounds(asked) }),
  };
}

interface Quantity {
  value: number;
  unit: string;
}

/** A number of some unit, which the range names. */
export function quantityRange<R>(
  name: string,
  quantity: (record: R) => Quantity | null,
): FilterField<R> {
  const fieldOf = (unit: string): string => `${name}.${unit}`;
  return {
    entries: (record) => {
      const found = quantity(record);
      return found ? entriesOf(fieldOf(found.unit), [numberKey(found.value)]) : [];
    },
    filter: ({ unit, ...range }: NumberRange & { unit: string }) => ({
      field: fieldOf(unit),
      ...numberBounds(range),
    }),
  };
}

interface Place {
  latitude: number;
  longitude: number;
}

interface Box {
  south: number;
  west: number;
  north: number;
  east: number;
}

/** The place lies in a box of latitudes and longitudes. */
export function within<R>(place: (record: R) => Place | null): FilterField<R> {
  const latitude = numberRange<R>('latitude', (record) => place(record)?.latitude ?? null);
  const longitude = numberRange<R>('longitude', (record) => place(record)?.longitude ?? null);
  const lies = (field: FilterField<R>, range: NumberRange): Filter => field.filter(range as never);
  return {
    entries: (record) => [...latitude.entries(record), ...longitude.entries(record)],
    filter: ({ south, west, north, east }: Box) => ({
      all: [
        lies(latitude, { gte: south, lte: north }),
        west <= east
          ? lies(longitude, { gte: west, lte: east })
          : { any: [lies(longitude, { gte: west }), lies(longitude, { lte: east })] },
      ],
    }),
  };
}

export function dateRange<R>(name: string, value: (record: R) => string | null): FilterField<R> {
  return {
    entries: (record) => entriesOf(name, [value(record)]),
    filter: (asked: { from?: string | null; to?: string | null }) => ({
      field: name,
      ...dateRangeKeys(asked),
    }),
  };
}

const numberEntry = (value: number | string | null): string | null =>
  value == null ? null : numberKey(value);

/** The same shapes, for the parts of a record, of which one must meet all that is asked. */
export interface PartField<P> {
  /** As of a whole record's field. */
  shared?: boolean;
  values: (part: P) => Values;
  condition: (asked: never, field: string) => Extract<Filter, { field: string }>;
}

export const partOneOf = <P>(values: (part: P) => Values): PartField<P> => ({
  values,
  condition: (asked: readonly string[], field) => ({ field, oneOf: asked }),
  shared: true,
});

export const partEqual = <P>(values: (part: P) => Values): PartField<P> => ({
  values,
  condition: (asked: string, field) => ({ field, oneOf: [asked] }),
});

export const partNumberRange = <P>(value: (part: P) => number | null): PartField<P> => ({
  values: (part) => [numberEntry(value(part))],
  condition: (asked: NumberRange, field) => ({ field, ...numberBounds(asked) }),
});

/** One and the same part of the record meets all that is asked; with nothing asked, the record has a part at all. */
export function onePart<R, P>(
  name: string,
  parts: (record: R) => readonly P[],
  fields: Readonly<Record<string, PartField<P>>>,
): FilterField<R> {
  return {
    entries: (record) =>
      parts(record).flatMap((part, index) => [
        { field: name, value: '', part: index + 1 },
        ...Object.entries(fields).flatMap(([field, { values }]) =>
          entriesOf(`${name}.${field}`, values(part), index + 1),
        ),
      ]),
    filter: (asked: Readonly<Record<string, unknown>>) => ({
      onePart: [
        ...Object.entries(asked)
          .filter(([, value]) => value != null)
          .map(([field, value]) =>
            partField(fields, field).condition(value as never, `${name}.${field}`),
          ),
        { field: name, oneOf: [''] },
      ],
    }),
    shared: [
      name,
      ...Object.keys(fields)
        .filter((field) => fields[field]?.shared)
        .map((field) => `${name}.${field}`),
    ],
  };
}

function partField<P>(fields: Readonly<Record<string, PartField<P>>>, field: string): PartField<P> {
  const found = fields[field];
  if (!found)
    throw new Error(`Expected one of ${Object.keys(fields).join(', ')}, but got: ${field}`);
  return found;
}

/** A filter input of its own, inside the kind's: all its fields must hold of the record. */
export function group<R>(fields: Readonly<Record<string, FilterField<R>>>): FilterField<R> {
  return {
    entries: (record) => Object.values(fields).flatMap((field) => field.entries(record)),
    filter: (asked: Readonly<Record<string, unknown>>) => ({ all: filtersOf(fields, asked) }),
    shared: Object.values(fields).flatMap(({ shared = [] }) => shared),
  };
}

export function filtersOf<R>(
  fields: Readonly<Record<string, FilterField<R>>>,
  asked: Readonly<Record<string, unknown>>,
): Filter[] {
  return Object.entries(asked)
    .filter(([, value]) => value != null)
    .map(([name, value]) => {
      const field = fields[name];
      if (!field)
        throw new Error(`Expected one of ${Object.keys(fields).join(', ')}, but got: ${name}`);
      return field.filter(value as never);
    });
}
