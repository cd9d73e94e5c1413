interface WithProducts {
  products: readonly { hs: string | null }[];
}

/** Indexes 2710 as 27 and 2710, so that a filter by a shorter code matches longer ones. */
const withShorterCodes = (hs: string): string[] =>
  [2, 4, 6].filter((n) => n <= hs.length).map((n) => hs.slice(0, n));

/** The index values of the Harmonized System codes of a record. */
export const productCodes = ({ products }: WithProducts): string[] =>
  products.flatMap(({ hs }) => (hs ? withShorterCodes(hs) : []));
