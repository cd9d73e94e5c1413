import type { Measure } from '@kopru/schema';
import type { z } from 'zod';
import type { Filter, IndexEntry, Order } from '../filter.ts';

/** One field of a kind's filter: what the store keeps of a record for it, and what a value asked for means. */
export interface FilterField<R> {
  entries(record: R): IndexEntry[];
  filter(asked: never): Filter;
  /** Names in the store whose values many records share and that are asked for by value: worth an index in every order. Stands in databases: whoever changes it raises the index version. */
  shared?: readonly string[];
}

/** A kind's root field of statistics: dimension by value of the contract's enum, measure by field of the contract's cell. */
export interface Statistics<R> {
  field: string;
  dimensions: Readonly<Record<string, (record: R) => string | null>>;
  measures: Readonly<Record<string, (record: R) => Measure>>;
}

/**
 * A kind as data. Validation, both stores, the indexes, the resolvers and the importer derive from it: a new kind is a file of the
 * contract, one such object listed in kinds/index.ts, and a resolver where a field is not a plain property.
 */
export interface Kind<R extends { id: string; kind: string } = never> {
  name: R['kind'];
  /** The contract's type, and its connection's root field. */
  typeName: string;
  page: string;
  /** The root field of one record by its id; organisations share theirs. */
  single?: string;
  schema: z.ZodType<R>;
  /** By field of the contract's filter input; `and`, `or`, `not` and `registries` are common to all kinds. */
  filters: Readonly<Record<string, FilterField<R>>>;
  /** Sort key by value of the contract's order enum. */
  orders: Readonly<Record<string, (record: R) => string | null>>;
  /** Orders whose key is the one value of a field of the store: a range asked of it bounds the walk along the order on MongoDB. */
  keyFields?: Readonly<Record<string, string>>;
  /** What is counted and summed of this kind; absent where nothing is. */
  statistics?: Statistics<R>;
  /** The default order of the contract's connection, which lists inside other records use, too. */
  listOrder: Order;
}
