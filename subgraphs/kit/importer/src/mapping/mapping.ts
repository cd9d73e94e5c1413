import { z } from 'zod';
import { kinds } from '@kopru/records';
import { TableError } from '../table/row.ts';

const columns = z.union([z.string(), z.array(z.string()).min(1)]);
const table = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const pattern = z.string().max(500).refine(isPattern, 'Expected a regular expression');

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

/** How one field comes from a row. The steps are taken in the order in which they stand here. */
const rule = z.strictObject({
  /** The column; of several, the first that is not empty. */
  column: columns.optional(),
  /** The rule is for those rows only that have one of these words in another column. */
  when: z.strictObject({ column: z.string(), oneOf: z.array(z.string()).min(1) }).optional(),
  /** What every row has, whatever is in it. */
  value: z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]).optional(),
  /** Only where the field at this path has a value: the unit of a quantity. */
  with: z.string().optional(),
  /** Of a cell that has several values; a field that is no list takes the first. */
  take: z.enum(['all', 'first']).default('all'),
  /** Cuts the cell into several: a field that is a list takes all of them. */
  split: z.string().min(1).max(5).optional(),
  /**
   * What of the text counts: the first group, or all that fits. Text that does not fit is as good
   * as none.
   */
  pattern: pattern.optional(),
  /**
   * The value's words for the contract's: compared without regard to case. What is not there is a
   * bad value, unless `otherwise` takes it.
   */
  table: table.optional(),
  /** For the table: what takes every other word; null leaves the field out. */
  otherwise: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** `number` takes 1 234,5 and 1,234.5; `date` is read by `dates`. */
  as: z.enum(['text', 'number', 'integer', 'boolean', 'date']).default('text'),
  /**
   * Of a date: any of YYYY-MM-DD, YYYY, DD.MM.YYYY, MM/DD/YYYY and the like; what follows it is a
   * time of day, which is left out.
   */
  dates: z.string().default('YYYY-MM-DD'),
  /** Multiplies a number: tonnes out of kilotonnes. */
  times: z.number().optional(),
  /** Where the cell is empty. */
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  /** An empty cell is a bad row. */
  required: z.boolean().default(false),
  /**
   * `notice` keeps the record without a bad value and says INVALID_AT_SOURCE of it; else the row is
   * a bad one.
   */
  invalid: z.enum(['refuse', 'notice']).default('refuse'),
});

export type Rule = z.infer<typeof rule>;

const fieldPath = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]*(\.(\d{1,2}|[a-z][A-Za-z0-9]*)){0,5}$/)
  .refine((path) => !path.split('.').some((part) => ['constructor', 'prototype'].includes(part)));

const mappingSchema = z.strictObject({
  /** One sentence: which table this is for. */
  about: z.string().max(400),
  kind: z.enum(kinds.map(({ name }) => name) as [string, ...string[]]),
  /**
   * Becomes provenance.sourceName and licence; --full looks for what is missing among the records
   * of this source and kind.
   */
  source: z.strictObject({
    name: z.string().min(1).max(300),
    kind: z.enum(['OFFICIAL_REGISTER', 'SELF_DECLARED', 'OPEN_DATA', 'CURATED', 'SYNTHETIC']),
    licence: z.string().min(1).max(80),
    asOf: z.iso.datetime({ precision: 3 }).optional(),
  }),
  /** The native id, behind the registry's code: the columns' texts, joined by a hyphen. */
  id: z.strictObject({ columns: z.array(columns).min(1), prefix: z.string().max(20).default('') }),
  /** A row with the id of an earlier one is a bad row, or left out and counted. */
  repeated: z.enum(['refuse', 'leave out']).default('refuse'),
  /**
   * Rows of other countries are left out and counted. Compared with the registry's code, its
   * country's alpha-2 and its English name.
   */
  country: z.strictObject({ column: columns, table: table.optional() }).optional(),
  /** Rows that do not meet all of these are left out and counted. */
  only: z
    .array(z.strictObject({ column: columns, pattern, reason: z.string().max(80).optional() }))
    .default([]),
  /** By path in the record (names.0.text); of several rules the first that gives a value. */
  fields: z.record(fieldPath, z.union([rule.transform((one) => [one]), z.array(rule).min(1)])),
});

export type Mapping = z.infer<typeof mappingSchema>;

/** Reads a mapping file. Throws a TableError that says what is wrong where. */
export function parseMapping(text: string, place: string): Mapping {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    throw new TableError(
      `Expected a mapping as JSON at ${place}, but it is none: ${(error as Error).message}`,
    );
  }
  const parsed = mappingSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'the mapping'}: ${issue.message}`);
  throw new TableError(
    `Expected a mapping at ${place}, but it is none: ${problems.join('; ')}. docs/import.md says what one is.`,
  );
}

/**
 * What a mapping reads and a table of these columns does not have; of columns of which one will do,
 * the first. `needed` says only those without
 * which no row can become a record.
 */
export function missingColumns(
  mapping: Mapping,
  columns: readonly string[],
  needed = false,
): string[] {
  const { id, country, only, fields } = mapping;
  const ofField = (rules: readonly Rule[]) => {
    if (!needed) return rules.flatMap(({ column, when }) => [column ?? [], when?.column ?? []]);
    return rules.some(({ required }) => required)
      ? [rules.flatMap(({ column }) => column ?? [])]
      : [];
  };
  const read = [
    ...id.columns,
    country?.column ?? [],
    ...only.map(({ column }) => column),
    ...Object.values(fields).flatMap(ofField),
  ].map((each) => [each].flat());
  const missing = read.filter(
    (each) => each.length > 0 && !each.some((column) => columns.includes(column)),
  );
  return [...new Set(missing.map(([first]) => first ?? ''))];
}
