/** Caps of the contract: hub and registries hold the same ones, so that what one takes the other takes. */
export const limits = {
  /** Rows of one page. */
  first: 200,
  /** Ids of one `nodes`. */
  ids: 200,
  /** Nesting of one filter: `and`, `or`, `not`, ranges and the like. */
  filterDepth: 10,
  /** Dimensions of one statistic. */
  dimensions: 3,
  /** Values in one filter. */
  filterValues: 400,
  /** Characters of one text in a filter. */
  filterText: 400,
  /** Bytes of one HTTP request body. */
  requestBytes: 1_000_000,
  /** Tokens of one GraphQL document. */
  queryTokens: 15_000,
  /** Brackets within brackets of one GraphQL document, and objects and lists within one another in its variables. */
  nesting: 100,
  /** Fields directly under Query in one operation, aliases counted. */
  rootFields: 20,
  /** Milliseconds of one request to a registry. */
  requestMs: 60_000,
} as const;

/** The HTTP header by which the hub tells a registry how many milliseconds it still waits; a hint that a registry may leave alone. */
export const msLeftHeader = 'kopru-ms-left';
