export { conform } from './conform.ts';
export { kindShapes } from './contract-shapes.ts';
export { markdownReport, testPlan, textReport } from './report.ts';
export { parts } from './requirements/index.ts';
export { referenceFilters } from './requirements/reference-filters/index.ts';
export { sendTo } from './send-to.ts';
export type { Send } from './target.ts';
export { TargetError } from './target.ts';
