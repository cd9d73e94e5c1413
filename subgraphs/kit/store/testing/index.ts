export { batch, manyRecords } from './arbitraries.ts';
export { indexed } from './indexed.ts';
export { commonFilters, companies, disjointFilter, rareFilters } from './industry.ts';
export type { OpenedStore } from './opened-store.ts';
export { describeStore } from './store-contract.ts';
