import { dateRangeKeys, foldWords, numberKey } from '@kopru/schema';
import type { Node } from '../../target.ts';

export type Fields = Record<string, unknown>;

export interface ReferenceFilter {
  /** Arguments to test the filter with, sampled from the records. */
  values: (nodes: readonly Node[]) => unknown[];
  /** Whether a record matches an argument that `values` returned. */
  matches: (node: Node, argument: never) => boolean;
}

/** A list of objects; empty if the value is not a list. */
export const list = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);
/** The values that are neither null nor undefined. */
export const present = <T>(values: readonly (T | null | undefined)[]): T[] =>
  values.filter((value) => value !== null && value !== undefined);
/** At most `count` distinct values, spread over all of them. */
export const sample = <T>(values: readonly T[], count = 2): T[] => {
  const all = [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  return all
    .filter((_, index) => index % Math.max(1, Math.floor(all.length / count)) === 0)
    .slice(0, count);
};

/** Matches if one of the record's values is in the argument's list. */
export const oneOf = (valuesOf: (node: Node) => readonly unknown[]): ReferenceFilter => ({
  values: (nodes) => {
    const sampled = sample(present(nodes.flatMap(valuesOf)));
    return [
      ...sampled.map((value) => [value]),
      ...(sampled.length > 1 ? [sampled.slice(0, 2)] : []),
    ];
  },
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: unknown[]) => valuesOf(node).some((value) => argument.includes(value)),
});

/** Matches if one of the record's values equals the argument. */
export const equal = (
  valuesOf: (node: Node) => readonly unknown[],
  normalize = (value: unknown): unknown => value,
): ReferenceFilter => ({
  values: (nodes) => sample(present(nodes.flatMap(valuesOf))),
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: unknown) =>
    valuesOf(node).some(
      (value) => JSON.stringify(normalize(value)) === JSON.stringify(normalize(argument)),
    ),
});

/** Inclusive bounds; a missing bound does not restrict. */
export interface Range {
  gte?: number | string;
  lte?: number | string;
}
export const inRange = (value: unknown, { gte, lte }: Range): boolean => {
  if (value === null || value === undefined) return false;
  const key = numberKey(value as number);
  return (
    (gte === undefined || key >= numberKey(gte)) && (lte === undefined || key <= numberKey(lte))
  );
};
/** Matches if the record's number is in the argument's range. */
export const numberRange = (valueOf: (node: Node) => unknown): ReferenceFilter => ({
  values: (nodes) => {
    const sampled = sample(present(nodes.map(valueOf)) as number[]);
    return sampled.flatMap((value) => [{ gte: value }, { lte: value }, { gte: value, lte: value }]);
  },
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: Range) => inRange(valueOf(node), argument),
});

interface DateArgument {
  from?: string;
  to?: string;
}
export const inDates = (value: unknown, argument: DateArgument): boolean => {
  const { gte = '', lte = '~' } = dateRangeKeys(argument);
  return typeof value === 'string' && value >= gte && value <= lte;
};
/** Matches if the record's date is in the argument's range. */
export const dateRange = (valueOf: (node: Node) => unknown): ReferenceFilter => ({
  values: (nodes) => {
    const sampled = sample(present(nodes.map(valueOf)) as string[]);
    return sampled.flatMap((value) => [
      { from: value },
      { to: value.slice(0, 4) },
      { from: value.slice(0, 4), to: value },
    ]);
  },
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: DateArgument) => inDates(valueOf(node), argument),
});

/** Matches if the record states this boolean; null matches neither. */
export const flag = (valueOf: (node: Node) => boolean | null): ReferenceFilter => ({
  values: (nodes) => (nodes.length > 0 ? [true, false] : []),
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: boolean) => valueOf(node) === argument,
});

/** Matches if each word of the argument begins one of the record's words. */
export const words = (wordsOf: (node: Node) => readonly string[]): ReferenceFilter => ({
  values: (nodes) =>
    sample(nodes.flatMap(wordsOf).filter((word) => word.length > 1)).flatMap((word) => [
      word,
      word.slice(0, Math.max(1, word.length - 2)),
    ]),
  /** Whether a record matches an argument that `values` returned. */
  matches: (node, argument: string) => {
    const all = wordsOf(node);
    return foldWords(argument).every((word) => all.some((each) => each.startsWith(word)));
  },
});
