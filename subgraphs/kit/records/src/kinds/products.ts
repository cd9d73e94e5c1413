interface WithProducts {
  products: readonly { hs: string | null }[];
}

/** 2710 stands under 27 and 2710, so that a shorter code asked for finds the longer ones. */
const withShorterCodes = (hs: string): string[] =>
  [2, 4, 6].filter((n) => n <= hs.length).map((n) => hs.slice(0, n));

/** The Harmonized System codes that a record is found by. */
export const productCodes = ({ products }: WithProducts): string[] =>
  products.flatMap(({ hs }) => (hs ? withShorterCodes(hs) : []));
