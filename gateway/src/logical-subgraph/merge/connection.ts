import { GraphQLNonNull } from 'graphql';
import type { GraphQLOutputType } from 'graphql';
import type { Position } from '@kopru/schema';
import type { Path } from '../field-result.ts';
import type { MergeContext, RootField } from '../merge-context.ts';
import { objectTypeBelow } from '../object-type.ts';
import { internalAlias, printFieldQuery } from '../registry-query.ts';
import { fieldsOf, printSelections } from '../selection.ts';
import type { SelectedField, Selection } from '../selection.ts';

/**
 * One checked row of a registry. `nodes` holds the record once for each selection of it in the
 * query.
 */
export interface Row {
  cursor: string;
  position: Position;
  nodes: Readonly<Record<string, unknown>>;
  failedFields: { node: string; rest: Path }[];
}

/** One page over all registries. */
export interface MergedPage {
  rows: Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  totalCount: number;
}

/** What a connection's selection needs, and the query that requests it of a registry. */
export interface ConnectionPlan {
  fields: SelectedField[];
  typeNames: { connection: string; edge: string; pageInfo: string; report: string };
  nodeType: GraphQLOutputType;
  /** The client's selections on a row, by the alias under which a registry gives them. */
  nodeSelections: ReadonlyMap<string, readonly Selection[]>;
  aliasOf(field: SelectedField): string;
  /** Path from the connection to a row of the response. */
  pathOf(alias: string, index: number): Path;
  needsRows: boolean;
  needsTotal: boolean;
  query: string;
}

export function readConnection({ schema }: MergeContext, root: RootField): ConnectionPlan {
  const fields = fieldsOf(root.field.selections);
  const connection = objectTypeBelow(schema, root.definition.type);
  const edge = objectTypeBelow(schema, connection.getFields().edges?.type);
  const nodes = fields.flatMap(nodeFieldsIn);
  const aliases = new Map(nodes.map(({ field }, index) => [field, internalAlias(`node${index}`)]));
  const paths = new Map(nodes.map(({ field, pathOf }) => [aliases.get(field), pathOf]));
  const nodeSelections = new Map(
    nodes.map(({ field }) => [aliases.get(field) ?? '', field.selections]),
  );
  const needsTotal = fields.some((field) => field.name === 'totalCount');
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
      root,
      body: bodyOf(nodeSelections, needsTotal),
      selections: nodes.flatMap(({ field }) => field.selections),
    }),
  };
}

interface NodeField {
  field: SelectedField;
  pathOf: (index: number) => Path;
}

/**
 * The selections of a row in one field of the connection. The same row can be selected several
 * times
 * with selections that need not agree, so each gets an alias of its own.
 */
function nodeFieldsIn(field: SelectedField): NodeField[] {
  if (field.name === 'nodes') return [{ field, pathOf: (index) => [field.key, index] }];
  if (field.name !== 'edges') return [];
  return fieldsOf(field.selections)
    .filter(({ name }) => name === 'node')
    .map((node) => ({ field: node, pathOf: (index) => [field.key, index, node.key] }));
}

function bodyOf(nodeSelections: ConnectionPlan['nodeSelections'], needsTotal: boolean): string {
  const rows = [...nodeSelections].map(
    ([alias, selections]) => `${alias}: node { ${printSelections(selections)} }`,
  );
  const edges = `edges { cursor ${internalAlias('id')}: node { id } ${rows.join(' ')} }`;
  return `${edges} pageInfo { hasNextPage }${needsTotal ? ' totalCount' : ''}`;
}
