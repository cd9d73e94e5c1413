import type { Measure } from '@kopru/schema';
import type { z } from 'zod';
import type { Filter, IndexEntry, Order } from '../filter.ts';

/**
 * One field of a kind's filter: the index entries of a record, and the meaning of a filter value.
 */
export interface FilterField<R> {
  entries(record: R): IndexEntry[];
  filter(value: never): Filter;
  /**
   * Index fields whose values many records share and that are queried by value, so that an index
   * for every order pays. Databases depend on
   * it: a change needs a new index version.
   */
  shared?: readonly string[];
}

/**
 * The statistics of a kind: its root field, dimensions by value of the contract's enum, measures by
 * field of the contract's cell.
 */
export interface Statistics<R> {
  field: string;
  dimensions: Readonly<Record<string, (record: R) => string | null>>;
  measures: Readonly<Record<string, (record: R) => Measure>>;
}

/**
 * A kind as data. Validation, the stores, their indexes, the resolvers and the importer derive from
 * it. A new kind needs a file in the
 * contract, one such object listed in kinds/index.ts, and a resolver for each field that is not a
 * plain property.
 */
export interface Kind<R extends { id: string; kind: string } = never> {
  name: R['kind'];
  /** The type in the contract. */
  typeName: string;
  /** The root field of its connection. */
  page: string;
  /** The root field of one record by id. Organisations share `organization`. */
  single?: string;
  schema: z.ZodType<R>;
  /**
   * By field of the contract's filter input. All kinds have `and`, `or`, `not` and `registries`.
   */
  filters: Readonly<Record<string, FilterField<R>>>;
  /** Sort keys by value of the contract's order enum. */
  orders: Readonly<Record<string, (record: R) => string | null>>;
  /**
   * Orders whose key is the only value of an index field: a range on that field then bounds a scan
   * of the order.
   */
  keyFields?: Readonly<Record<string, string>>;
  /** Absent if the kind has no statistics. */
  statistics?: Statistics<R>;
  /** The default order of the contract's connection. Lists within other records use it too. */
  listOrder: Order;
}
