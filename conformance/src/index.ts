export { conform } from './conform.ts';
export type { Conformance, ConformOptions, Result, Verdict } from './conform.ts';
export { markdownReport, testPlan, textReport } from './report.ts';
export { parts } from './requirements/index.ts';
export type { Finding, Level, Requirement } from './requirement.ts';
export type { Response_, Send } from './subject.ts';
