export type { ChangePosition, Watermarks } from './change-token.ts';
export {
  decodeChangePosition,
  decodeWatermarks,
  encodeChangePosition,
  encodeWatermarks,
  maxChangeTokenLength,
} from './change-token.ts';
export type { ChangesArguments } from './changes-arguments.ts';
export { parseChangesArguments } from './changes-arguments.ts';
export { toClientError } from './client-error.ts';
export {
  addedFields,
  contractDefinition,
  contractDocument,
  contractVersion,
  entityKeys,
  pointers,
  spans,
} from './contract.ts';
export type { PageCursor } from './cursor.ts';
export { decodeCursor, encodeCursor, orderToken } from './cursor.ts';
export type { ErrorCode } from './errors.ts';
export { catalogueError, errorCatalogue, errorMessage, isErrorCode } from './errors.ts';
export { hashFilter } from './filter-hash.ts';
export { foldKey, foldWords, nameKeys } from './fold-key.ts';
export { externalPrefix, formatGlobalId, parseGlobalId } from './global-id.ts';
export { identifierSchemes } from './identifier-schemes.ts';
export { checkIdentifier, normalizeIdentifier } from './identifier.ts';
export { isicDivisions, isicLabel, isicSectionOf } from './isic.ts';
export { isLeafValue } from './leaf-value.ts';
export { limits, msLeftHeader } from './limits.ts';
export type { Measure } from './measure.ts';
export { addMeasures, cellKey } from './measure.ts';
export type { Amount } from './money.ts';
export { convertMoney } from './money.ts';
export type { PageArguments, ParsedPageArguments } from './page-arguments.ts';
export { parsePageArguments } from './page-arguments.ts';
export { isRegistryCode, registryExtensions } from './registries.ts';
export type { RegistryState } from './registry-state.ts';
export { registryStates, worseReport, worseState } from './registry-state.ts';
export { researchFieldLabel, researchFields } from './research-fields.ts';
export { scalars } from './scalars.ts';
export type { Position } from './sort-key.ts';
export {
  comparePositions,
  dateKey,
  dateRangeKeys,
  instantKey,
  numberKey,
  textKey,
} from './sort-key.ts';
export type { StatisticsArguments } from './statistics-arguments.ts';
export { parseStatisticsArguments } from './statistics-arguments.ts';
export { isLatin, transliterate } from './transliterate.ts';
export { parseDateTime, parseDecimal, parseLanguageTag, parsePartialDate } from './values.ts';
export type { OperatorErrorCode } from './operator-error.ts';
export { OperatorError } from './operator-error.ts';
