/**
 * Tokens of the changes feed: the hub's over several registries, and a position in one registry.
 */
export type { ChangePosition, Watermarks } from './change-token.ts';
export {
  decodeChangePosition,
  decodeWatermarks,
  encodeChangePosition,
  encodeWatermarks,
  maxChangeTokenLength,
} from './change-token.ts';
/**
 * Arguments of `changes`: coerced, and parsed. Parsing returns the error of the catalogue if they
 * are invalid.
 */
export type { ChangesArguments } from './changes-arguments.ts';
export { parseChangesArguments } from './changes-arguments.ts';
/** The form of an error that a client may see. */
export { toClientError } from './client-error.ts';
/** The contract: its version, its document, and what its directives say. */
export {
  addedFields,
  contractDefinition,
  contractDocument,
  contractVersion,
  entityKeys,
  pointers,
  spans,
} from './contract.ts';
/** Cursors of pages. Every registry encodes the same position as the same text. */
export type { PageCursor } from './cursor.ts';
export { decodeCursor, encodeCursor, orderToken } from './cursor.ts';
/** The catalogue of error codes and their messages. docs/errors.md explains each code. */
export type { ErrorCode } from './errors.ts';
export { catalogueError, errorCatalogue, errorMessage, isErrorCode } from './errors.ts';
/** The hash that binds a cursor to its filter. */
export { hashFilter } from './filter-hash.ts';
/** Keys by which names are compared, ordered and found. */
export { foldKey, foldWords, nameKeys } from './fold-key.ts';
/** Ids `REGISTRY.native`. */
export { externalPrefix, formatGlobalId, parseGlobalId } from './global-id.ts';
/** National and international identifiers and their check digits. */
export { identifierSchemes } from './identifier-schemes.ts';
export { checkIdentifier, normalizeIdentifier } from './identifier.ts';
/** ISIC Rev. 4 (United Nations, Statistical Papers M/4/Rev.4). */
export { isicDivisions, isicLabel, isicSectionOf } from './isic.ts';
/** Whether a JSON value fits a scalar or an enum. */
export { isLeafValue } from './leaf-value.ts';
/**
 * The limits that hub and registries share, and the header with the time that the hub still waits.
 */
export { limits, msLeftHeader } from './limits.ts';
/** Measures of statistical cells. */
export type { Measure } from './measure.ts';
export { addMeasures, cellKey } from './measure.ts';
/** Amounts of money and their conversion at the contract's reference rates. */
export type { Amount } from './money.ts';
export { convertMoney } from './money.ts';
/**
 * Arguments of connections: coerced, and parsed. parsePageArguments returns an error as a value;
 * pageSize throws it.
 */
export type { PageArguments, ParsedPageArguments } from './page-arguments.ts';
export { pageSize, parsePageArguments } from './page-arguments.ts';
/** The registry codes of the contract. */
export { isRegistryCode, registryExtensions } from './registries.ts';
/** States of a registry in a report, from good to bad, and the worse of two. */
export type { RegistryState } from './registry-state.ts';
export { registryStates, worseReport, worseState } from './registry-state.ts';
/** OECD Fields of Research and Development (Frascati Manual 2015, table 2.2). */
export { researchFieldLabel, researchFields } from './research-fields.ts';
/** The implementations of the contract's custom scalars. */
export { scalars } from './scalars.ts';
/** Sort keys and positions. They order alike by code unit and by byte. */
export type { Position } from './sort-key.ts';
export {
  comparePositions,
  dateKey,
  dateRangeKeys,
  instantKey,
  numberKey,
  textKey,
} from './sort-key.ts';
/** Arguments of statistics: coerced, and parsed. */
export type { StatisticsArguments } from './statistics-arguments.ts';
export { parseStatisticsArguments } from './statistics-arguments.ts';
/** Latin and Common Turkic spelling. */
export { isLatin, transliterate } from './transliterate.ts';
/** Parsers of the contract's scalar texts. Each returns null if the text is invalid. */
export { parseDateTime, parseDecimal, parseLanguageTag, parsePartialDate } from './values.ts';
/** A failure whose message is for the operator of a process. */
export type { OperatorErrorCode } from './operator-error.ts';
export { OperatorError } from './operator-error.ts';
