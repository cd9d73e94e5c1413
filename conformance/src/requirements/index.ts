import type { Requirement } from '../requirement.ts';
import { changesRequirements } from './changes.ts';
import { entityRequirements } from './entities.ts';
import { filters } from './filters.ts';
import { identity } from './identity.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { records } from './records.ts';
import { schemaRequirements } from './schema.ts';
import { statisticsRequirements } from './statistics.ts';
import { transport } from './transport.ts';

/** All requirements, by the part of the contract they belong to. */
export const parts: readonly { title: string; requirements: readonly Requirement[] }[] = [
  { title: 'Transport', requirements: transport },
  { title: 'Schema', requirements: schemaRequirements },
  { title: 'Identity', requirements: identity },
  { title: 'Records', requirements: records },
  { title: 'Order, pages and cursors', requirements: [...orders, ...pages] },
  { title: 'Filters', requirements: filters },
  { title: 'Records by id', requirements: entityRequirements },
  { title: 'Statistics', requirements: statisticsRequirements },
  { title: 'Changes', requirements: changesRequirements },
];
