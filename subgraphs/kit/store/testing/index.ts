export { batch, manyRecords } from './arbitraries.ts';
export { indexed } from './indexed.ts';
export { commonQuestions, companies, neverMeeting, rareQuestions } from './industry.ts';
export type { OpenedStore } from './opened-store.ts';
export { describeStore } from './store-contract.ts';
