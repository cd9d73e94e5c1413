import { GraphQLScalarType, Kind } from 'graphql';
import { catalogueError } from './errors.ts';
import { isRegistryCode } from './registries.ts';
import { parseDateTime, parseDecimal, parseLanguageTag, parsePartialDate } from './values.ts';

/** A scalar of texts, which are checked as input and as output. */
function textScalar(
  name: string,
  expected: string,
  parse: (text: string) => string | null,
): GraphQLScalarType<string, string> {
  const check = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null)
      throw catalogueError('VALUE_INVALID', { type: name, expected, value: JSON.stringify(value) });
    return parsed;
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    // A code may be written without quotes, like an enum value: [KZ, TR].
    parseLiteral: (node) =>
      check(node.kind === Kind.STRING || node.kind === Kind.ENUM ? node.value : undefined),
  });
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : null);

/**
 * The implementations of the contract's scalars (schema/contract/scalars.graphql) by name. They
 * throw VALUE_INVALID.
 */
export const scalars: Readonly<Record<string, GraphQLScalarType<string, string>>> =
  Object.fromEntries(
    [
      textScalar('PartialDate', 'YYYY, YYYY-MM or YYYY-MM-DD', parsePartialDate),
      textScalar('DateTime', 'an RFC 3339 instant such as 2026-03-01T12:00:00Z', parseDateTime),
      textScalar(
        'Decimal',
        'a decimal of at most 20 digits before and 6 after the point, as a string',
        parseDecimal,
      ),
      textScalar('LanguageTag', 'a BCP 47 tag such as kk-Cyrl', parseLanguageTag),
      textScalar('RegistryCode', 'a registry code such as KZ', (text) =>
        isRegistryCode(text) ? text : null,
      ),
      textScalar('CountryCode', 'two capital letters (ISO 3166-1)', matching(/^[A-Z]{2}$/)),
      textScalar('CurrencyCode', 'three capital letters (ISO 4217)', matching(/^[A-Z]{3}$/)),
      // parsePageArguments checks a cursor, because it must match the connection, order and filter.
      textScalar('Cursor', 'a cursor of an earlier page', (text) => text),
      textScalar('ChangeToken', 'a token that changes gave', (text) => text),
    ].map((scalar) => [scalar.name, scalar]),
  );
