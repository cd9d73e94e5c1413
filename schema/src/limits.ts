/**
 * The limits of the contract. Hub and registries share them, so that what one accepts the other
 * accepts.
 */
export const limits = {
  /** Rows of one page. */
  first: 200,
  /** Ids of one `nodes` field. */
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
  /** Nesting of brackets in one GraphQL document, and of objects and lists in its variables. */
  nesting: 100,
  /** Fields directly under Query in one operation, including aliases. */
  rootFields: 20,
  /** The longest time of one request to a registry, in milliseconds. */
  requestMs: 60_000,
} as const;

/**
 * The HTTP header in which the hub states how many milliseconds it still waits. A registry may
 * ignore it.
 */
export const msLeftHeader = 'kopru-ms-left';
