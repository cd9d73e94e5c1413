import { sharedFilters } from './shared-filters.ts';
import type { ReferenceFilter } from './matchers.ts';
import { organizationFilters } from './organization-filters.ts';
import { projectFilters } from './project-filters.ts';

/**
 * The meaning of each filter field of the contract, by field name, for one record at a time.
 * A registry's results are compared with these. A field has one meaning on all kinds that have it.
 */
export const referenceFilters: Readonly<Record<string, ReferenceFilter>> = {
  ...sharedFilters,
  ...organizationFilters,
  ...projectFilters,
};
