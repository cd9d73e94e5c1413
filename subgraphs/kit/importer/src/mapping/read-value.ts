import { parsePartialDate } from '@kopru/schema';
import type { Cell } from '../table/row.ts';
import type { Rule } from './mapping.ts';

type Value = string | number | boolean | null;

/** A value, nothing where the cell says nothing, or what was expected of it. */
export type ReadValue = { value: Value | Value[] } | { expected: string; value: string } | null;

/** What a rule makes of a cell. */
export function readValue(cell: Cell | undefined, rule: Rule): ReadValue {
  const texts = [cell ?? []]
    .flat()
    .flatMap((text) => (rule.split === undefined ? [text] : text.split(rule.split)));
  const read = texts
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => readOne(text, rule))
    .filter((each) => each !== null);
  const bad = read.find((each) => 'expected' in each);
  if (bad) return bad;
  const values = read.map(({ value }) => value);
  const [first] = values;
  if (first === undefined) {
    if (rule.default !== undefined) return { value: rule.default };
    return rule.required ? { expected: 'a value', value: '' } : null;
  }
  const isList = rule.take === 'all' && (rule.split !== undefined || Array.isArray(cell));
  return { value: isList ? [...new Set(values)] : first };
}

type ReadOne = { value: Value } | { expected: string; value: string } | null;

/** Some patterns take the square of a text's length; no field of a record holds so long a text. */
const maxMatched = 5_000;

function readOne(given: string, rule: Rule): ReadOne {
  if (rule.pattern !== undefined && isTooLong(given))
    return { expected: `at most ${maxMatched} characters`, value: given };
  const text = rule.pattern === undefined ? given : match(given, rule.pattern);
  if (text === null) return null;
  if (rule.table) return lookUp(text, rule.table, rule.otherwise);
  if (rule.as === 'text') return { value: text };
  const value = readers[rule.as](text, rule);
  if (value === null) return { expected: expectedOf[rule.as](rule), value: given };
  return {
    value:
      typeof value === 'number' && rule.times !== undefined
        ? Number((value * rule.times).toPrecision(12))
        : value,
  };
}

export const isTooLong = (text: string): boolean => text.length > maxMatched;

function match(text: string, pattern: string): string | null {
  const found = new RegExp(pattern, 'u').exec(text);
  const part = found && (found[1] ?? found[0]).trim();
  return part ? part : null;
}

function lookUp(
  text: string,
  table: NonNullable<Rule['table']>,
  otherwise: Rule['otherwise'],
): ReadOne {
  const asked = text.toLowerCase();
  const [, found] = Object.entries(table).find(([word]) => word.toLowerCase() === asked) ?? [];
  if (found === null || (found === undefined && otherwise === null)) return null;
  if (found !== undefined) return { value: found };
  if (otherwise !== undefined) return { value: otherwise };
  return { expected: `one of ${Object.keys(table).join(', ')}`, value: text };
}

const readers: Readonly<Record<Exclude<Rule['as'], 'text'>, (text: string, rule: Rule) => Value>> =
  {
    number: readNumber,
    integer: (text) => {
      const value = readNumber(text);
      return value !== null && Number.isSafeInteger(value) ? value : null;
    },
    boolean: (text) =>
      /^(true|yes|y|1|да|иә|evet|hə|igen|ha)$/iu.test(text)
        ? true
        : /^(false|no|n|0|нет|жоқ|hayır|yox|nem|yoʻq)$/iu.test(text)
          ? false
          : null,
    date: (text, { dates }) => readDate(text, dates),
  };

const expectedOf: Readonly<Record<Exclude<Rule['as'], 'text'>, (rule: Rule) => string>> = {
  number: () => 'a number',
  integer: () => 'a whole number',
  boolean: () => 'yes or no',
  date: ({ dates }) => `a date that exists, as ${dates}`,
};

/**
 * 1234.5, 1 234,5 and 1,234.5; where a comma alone could mean either, three digits behind it mark
 * thousands.
 */
function readNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '');
  if (/^[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(plain)) return finite(plain);
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return finite(plain.replaceAll(',', ''));
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(plain))
    return finite(plain.replaceAll('.', '').replace(',', '.'));
  if (/^[+-]?\d+,\d+$/.test(plain)) return finite(plain.replace(',', '.'));
  return null;
}

function finite(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** Of less precision where the text has less: a year alone is a year. */
function readDate(text: string, form: string): string | null {
  // A table that counts years as numbers writes 2004.0.
  const [, yearAlone] = /^(\d{4})(?:\.0)?$/.exec(text) ?? [];
  if (yearAlone !== undefined) return parsePartialDate(yearAlone);
  const parts = form.split(/[^A-Z]+/);
  const numbers = /^(\d+)\D(\d+)(?:\D(\d+))?(?:[T ].*)?$/.exec(text)?.slice(1).filter(Boolean);
  if (
    !numbers ||
    (numbers.length !== parts.length && !(parts[0] === 'YYYY' && numbers.length === 2))
  )
    return null;
  const part = (name: string) => numbers[parts.indexOf(name)];
  const [year, month, day] = [part('YYYY'), part('MM'), part('DD')];
  if (year?.length !== 4 || month === undefined) return null;
  const date = [
    year,
    month.padStart(2, '0'),
    ...(day === undefined ? [] : [day.padStart(2, '0')]),
  ].join('-');
  return parsePartialDate(date);
}
