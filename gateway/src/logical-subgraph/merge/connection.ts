import { GraphQLNonNull } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import type { Position } from '@kopru/schema';
import { objectTypeBelow } from '../object-type.ts';
import type { Report } from '../report.ts';
import { own, printFieldQuery } from '../registry-query.ts';
import { fieldsOf, printSelections } from '../selection.ts';
import type { SelectedField, Selection } from '../selection.ts';
import type { Question, Spanning } from '../spanning.ts';

/** One row of a registry, checked. `nodes` holds it once for each place of the query that selects it. */
export interface Row {
  registry: string;
  cursor: string;
  position: Position;
  nodes: Readonly<Record<string, unknown>>;
  failedFields: { node: string; rest: (string | number)[] }[];
}

export interface PageResult {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  totalCount: number;
  reports: Report[];
}

/** What a connection's selection asks for, and the query that asks it of a registry. */
export interface ConnectionPlan {
  fields: SelectedField[];
  typeNames: { connection: string; edge: string; pageInfo: string; report: string };
  nodeType: GraphQLOutputType;
  /** The client's selections on a row, by the alias under which a registry gives them. */
  nodeSelections: ReadonlyMap<string, readonly Selection[]>;
  aliasOf(field: SelectedField): string;
  /** Path from the connection to a row of the answer. */
  pathOf(alias: string, index: number): (string | number)[];
  needsRows: boolean;
  needsTotal: boolean;
  query: string;
}

export function readConnection({ schema }: Spanning, question: Question): ConnectionPlan {
  const fields = fieldsOf(question.field.selections);
  const connection = objectTypeBelow(schema, question.definition.type);
  const edge = objectTypeBelow(schema, connection.getFields().edges?.type);

  // The same row can be selected in several places with selections that need not agree, so each place gets an alias of its own.
  const places = fields.flatMap(
    (field): { field: SelectedField; path: (index: number) => (string | number)[] }[] => {
      if (field.name === 'nodes') return [{ field, path: (index) => [field.key, index] }];
      if (field.name !== 'edges') return [];
      const nodes = fieldsOf(field.selections).filter((inner) => inner.name === 'node');
      return nodes.map((inner) => ({
        field: inner,
        path: (index) => [field.key, index, inner.key],
      }));
    },
  );
  const aliases = new Map(places.map(({ field }, index) => [field, own(`node${index}`)]));
  const paths = new Map(places.map(({ field, path }) => [aliases.get(field), path]));
  const nodeSelections = new Map(
    places.map(({ field }) => [aliases.get(field) ?? '', field.selections]),
  );
  const needsTotal = fields.some((field) => field.name === 'totalCount');

  const rows = [...nodeSelections].map(
    ([alias, selections]) => `${alias}: node { ${printSelections(selections)} }`,
  );
  const body = `edges { cursor ${own('id')}: node { id } ${rows.join(' ')} } pageInfo { hasNextPage }${needsTotal ? ' totalCount' : ''}`;
  return {
    fields,
    typeNames: {
      connection: connection.name,
      edge: edge.name,
      pageInfo: objectTypeBelow(schema, connection.getFields().pageInfo?.type).name,
      report: objectTypeBelow(schema, connection.getFields().registries?.type).name,
    },
    nodeType: new GraphQLNonNull(objectTypeBelow(schema, edge.getFields().node?.type)),
    nodeSelections,
    aliasOf: (field) => aliases.get(field) ?? '',
    pathOf: (alias, index) => paths.get(alias)?.(index) ?? [],
    needsRows: fields.some((field) => ['edges', 'nodes', 'pageInfo'].includes(field.name)),
    needsTotal,
    query: printFieldQuery({
      question,
      body,
      selections: places.flatMap(({ field }) => field.selections),
    }),
  };
}
