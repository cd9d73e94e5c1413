import { kindShapes } from '../contract-shapes.ts';
import { inspectEach } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Node, Target } from '../target.ts';
import { compareWithScan } from './compare-filter.ts';
import { referenceFilters } from './reference-filters/index.ts';

/** Whether a record matches a filter field, by the reference filters. */
export const meets = (field: string, node: Node, argument: unknown): boolean =>
  referenceFilters[field]?.matches(node, argument as never) ?? false;

/** Tests these filter fields on each kind that has them, with values that its records have. */
const filtersNamed = (fields: readonly string[]) => (target: Target) =>
  inspectEach(kindShapes, async (kind) => {
    const { rows } = await target.scan(kind);
    const nodes = rows.map(({ node }) => node);
    const cases = kind.filters
      .filter((field) => fields.includes(field))
      .flatMap((field) =>
        (referenceFilters[field]?.values(nodes) ?? []).map((value) => ({ field, value })),
      );
    return inspectEach(cases, ({ field, value }) =>
      compareWithScan(target, kind, { [field]: value }, (node) => meets(field, node, value)),
    );
  });

const grouped: readonly [id: string, title: string, fields: readonly string[]][] = [
  [
    'G5ZX',
    'finds records by name: each word of the filter begins a word of a name, by fold key, in any script',
    ['name'],
  ],
  [
    'V42H',
    "finds records by status, kind, size and similar fields: one of the filter's values",
    [
      'status',
      'kinds',
      'sizeClass',
      'stages',
      'programmes',
      'partnerships',
      'unLocodes',
      'target',
      'keywords',
    ],
  ],
  [
    'MMG6',
    'finds records by section, division and research field; a shorter code includes the longer ones',
    ['sections', 'divisions', 'fields'],
  ],
  [
    'X3YC',
    'finds records by Harmonized System code; a shorter code includes the longer ones',
    ['hs'],
  ],
  [
    'PHK3',
    'finds records by region and by the full name of their locality',
    ['regionCodes', 'locality'],
  ],
  [
    '3J4W',
    'finds records by date range; a bound of lower precision stands for its whole period',
    ['founded', 'started', 'announced', 'openOn'],
  ],
  [
    '8K5Z',
    'finds records by ranges of numbers and US dollars, bounds included; no range holds a missing value',
    ['employees', 'turnoverUsd', 'budgetUsd', 'amountUsd', 'trl', 'capacity'],
  ],
  ['R37H', 'finds records by identifier, ignoring case, spaces and punctuation', ['identifier']],
  [
    'YB53',
    'finds records by relation: one and the same relation meets all conditions',
    ['related'],
  ],
  [
    '3V5X',
    'finds records by true or false; a record without the value matches neither',
    ['exporter', 'stateOwned', 'startup'],
  ],
  [
    'RYWJ',
    'finds records by the ids and registries that they reference',
    [
      'parties',
      'ownerRegistries',
      'through',
      'owner',
      'participant',
      'participantRegistries',
      'company',
      'investor',
      'investorRegistries',
    ],
  ],
  [
    'WFVW',
    'finds records within a box of coordinates, also one that crosses the 180th meridian',
    ['within'],
  ],
];

/** The filter fields of the contract, in groups of one meaning. */
export const filtersByField: Requirement[] = grouped.map(([id, title, fields]) => ({
  id,
  level: 'MUST',
  title,
  check: filtersNamed(fields),
}));
