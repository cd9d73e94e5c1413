export { createDerived } from './derived.ts';
