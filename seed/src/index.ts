/** Curated records of a country, as their files have them. */
export { curatedFolder, readCurated } from './curated.ts';
/** Synthetic records of a registry for demonstrations. */
export { demonstrationOf } from './demonstration.ts';
/** Generates any number of synthetic records. */
export { generateSynthetic } from './synthetic.ts';
