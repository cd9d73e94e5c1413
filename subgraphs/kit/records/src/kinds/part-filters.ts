import type { Filter } from '../filter.ts';
import { entriesOf, numberBounds, numberEntry } from './filters.ts';
import type { NumberRange, Values } from './filters.ts';
import type { FilterField } from './kind.ts';

/** A filter field of the parts of a record. */
export interface PartField<P> {
  /** See FilterField. */
  shared?: boolean;
  values: (part: P) => Values;
  condition: (value: never, field: string) => Extract<Filter, { field: string }>;
}

export const partOneOf = <P>(values: (part: P) => Values): PartField<P> => ({
  values,
  condition: (values: readonly string[], field) => ({ field, oneOf: values }),
  shared: true,
});

export const partEqual = <P>(values: (part: P) => Values): PartField<P> => ({
  values,
  condition: (value: string, field) => ({ field, oneOf: [value] }),
});

export const partNumberRange = <P>(value: (part: P) => number | null): PartField<P> => ({
  values: (part) => [numberEntry(value(part))],
  condition: (range: NumberRange, field) => ({ field, ...numberBounds(range) }),
});

/** One part of the record meets all given conditions. Without conditions: the record has a part. */
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
    filter: (input: Readonly<Record<string, unknown>>) => ({
      onePart: [
        ...Object.entries(input)
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
  const definition = fields[field];
  if (!definition)
    throw new Error(`Expected one of ${Object.keys(fields).join(', ')}, but got: ${field}`);
  return definition;
}
