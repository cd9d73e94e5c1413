import { transportAndSchema } from './transport-and-schema.ts';
import { records } from './records.ts';
import { ordersAndPages } from './orders-and-pages.ts';
import { filters } from './filters.ts';
import { entitiesStatisticsChanges } from './entities-statistics-changes.ts';

/** Deliberate defects of a registry, each with the requirement that is meant to find it. */
export const mutations = [
  ...transportAndSchema,
  ...records,
  ...ordersAndPages,
  ...filters,
  ...entitiesStatisticsChanges,
];
