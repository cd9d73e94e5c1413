export { curatedFolder, readCurated } from './curated.ts';
export { demonstrationOf } from './demonstration.ts';
export { generateSynthetic } from './synthetic.ts';
