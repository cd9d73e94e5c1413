export { conform } from './conform.ts';
export type { Conformance, ConformOptions, Result, Verdict } from './conform.ts';
export { kindShapes } from './contract-shapes.ts';
export { markdownReport, testPlan, textReport } from './report.ts';
export { referenceFilters } from './requirements/reference-filters.ts';
export { parts } from './requirements/index.ts';
export type { Finding, Level, Requirement } from './requirement.ts';
export type { Response_, Send } from './subject.ts';
