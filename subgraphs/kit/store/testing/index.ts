export { batch, manyRecords } from './arbitraries.ts';
export { indexed } from './indexed.ts';
export { commonQuestions, companies, neverMeeting, rareQuestions } from './industry.ts';
export type { OpenedStore } from './store-contract.ts';
export { describeStore } from './store-contract.ts';
