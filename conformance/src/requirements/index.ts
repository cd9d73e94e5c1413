import type { Requirement } from '../requirement.ts';
import { changes } from './changes.ts';
import { cursors } from './cursors.ts';
import { entities } from './entities.ts';
import { extension } from './extension.ts';
import { filters } from './filters.ts';
import { filtersByField } from './filters-by-field.ts';
import { identity } from './identity.ts';
import { nodes } from './nodes.ts';
import { orders } from './orders.ts';
import { pageRequests } from './page-requests.ts';
import { pages } from './pages.ts';
import { recordFacts } from './record-facts.ts';
import { recordValues } from './record-values.ts';
import { records } from './records.ts';
import { schema } from './schema.ts';
import { statistics } from './statistics.ts';
import { transport } from './transport.ts';

/** All requirements, grouped by the part of the contract that they test. */
export const parts: readonly { title: string; requirements: readonly Requirement[] }[] = [
  { title: 'Transport', requirements: transport },
  { title: 'Schema', requirements: schema },
  { title: 'Identity', requirements: identity },
  { title: 'Records', requirements: [...records, ...recordValues, ...recordFacts] },
  {
    title: 'Order, pages and cursors',
    requirements: [...orders, ...cursors, ...pages, ...pageRequests],
  },
  { title: 'Filters', requirements: [...filtersByField, ...filters] },
  { title: 'Records by id', requirements: [...entities, ...nodes, ...extension] },
  { title: 'Statistics', requirements: statistics },
  { title: 'Changes', requirements: changes },
];
