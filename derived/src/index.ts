export { createDerived } from './derived.ts';
export type { Derived, DerivedContext } from './derived.ts';
export type { Union, UnionAnswer } from './union.ts';
