import { z } from 'zod';
import { dateKey, numberKey, parseGlobalId } from '@kopru/schema';
import { quantityRange, dateRange, oneOf, within } from './filters.ts';
import type { Kind } from './kind.ts';
import { nameFilter, nameOrder, names } from './named.ts';
import {
  address,
  globalId,
  organizationRef,
  partialDate,
  product,
  share,
  text,
  transportNodeRef,
} from './parts.ts';
import { productCodes } from './products.ts';
import { modified, recordFields, registryOf, yearOf } from './record.ts';

const capacityUnits = [
  'MEGAWATT',
  'TONNES_PER_YEAR',
  'BARRELS_PER_DAY',
  'CUBIC_METRES_PER_YEAR',
] as const;

const schema = z.strictObject({
  ...recordFields,
  kind: z.literal('FACILITY'),
  names,
  facilityKind: z.enum([
    'POWER_PLANT',
    'MINE',
    'REFINERY',
    'STEEL_PLANT',
    'CEMENT_PLANT',
    'CHEMICAL_PLANT',
    'FOOD_PLANT',
    'TEXTILE_PLANT',
    'MACHINERY_PLANT',
    'OIL_GAS_FIELD',
    'PIPELINE',
    'OTHER',
  ]),
  status: z.enum(['OPERATING', 'CONSTRUCTION', 'ANNOUNCED', 'MOTHBALLED', 'RETIRED', 'CANCELLED']),
  address: address.nullable().default(null),
  products: z.array(product).max(100).default([]),
  capacity: z
    .strictObject({ value: z.number().min(0).max(1e15), unit: z.enum(capacityUnits) })
    .nullable()
    .default(null),
  started: partialDate.nullable().default(null),
  owners: z
    .array(z.strictObject({ party: organizationRef, share: share.nullable().default(null) }))
    .max(40)
    .default([]),
  operator: organizationRef.nullable().default(null),
  nearestNode: transportNodeRef.nullable().default(null),
  counterparts: z
    .array(z.strictObject({ id: globalId, nameOnFile: text(300) }))
    .max(20)
    .default([]),
});

type FacilityRecord = z.infer<typeof schema>;

const capacityKey = ({ capacity }: FacilityRecord): string | null =>
  capacity && `${capacityUnits.indexOf(capacity.unit)} ${numberKey(capacity.value)}`;

const capacityIn =
  (unit: (typeof capacityUnits)[number]) =>
  ({ capacity }: FacilityRecord): number | null =>
    capacity?.unit === unit ? capacity.value : null;

export const facility: Kind<FacilityRecord> = {
  name: 'FACILITY',
  typeName: 'Facility',
  page: 'facilities',
  single: 'facility',
  schema,
  filters: {
    name: nameFilter,
    regionCodes: oneOf('regionCode', (record) => [record.address?.regionCode]),
    kinds: oneOf('facilityKind', (record) => [record.facilityKind]),
    status: oneOf('status', (record) => [record.status]),
    hs: oneOf('hs', productCodes),
    parties: oneOf('party', ({ owners, operator }) => [
      ...owners.map(({ party }) => party.id),
      operator?.id,
    ]),
    ownerRegistries: oneOf('ownerRegistry', ({ owners }) =>
      owners.map(({ party }) => parseGlobalId(party.id)?.registry),
    ),
    capacity: quantityRange('capacity', (record) => record.capacity),
    started: dateRange('started', (record) => record.started && dateKey(record.started)),
    within: within((record) => record.address?.location ?? null),
  },
  orders: {
    NAME: nameOrder,
    CAPACITY: capacityKey,
    STARTED: (record) => record.started && dateKey(record.started),
    MODIFIED: modified,
  },
  statistics: {
    field: 'facilityStatistics',
    dimensions: {
      REGISTRY: registryOf,
      KIND: (record) => record.facilityKind,
      STATUS: (record) => record.status,
      REGION_CODE: (record) => record.address?.regionCode ?? null,
      STARTED_YEAR: (record) => yearOf(record.started),
    },
    measures: {
      count: () => 1,
      capacityStated: (record) => (record.capacity === null ? 0 : 1),
      megawatts: capacityIn('MEGAWATT'),
      tonnesPerYear: capacityIn('TONNES_PER_YEAR'),
      barrelsPerDay: capacityIn('BARRELS_PER_DAY'),
      cubicMetresPerYear: capacityIn('CUBIC_METRES_PER_YEAR'),
    },
  },
  listOrder: { field: 'NAME', direction: 'ASC' },
};
