import type { GraphQLObjectType } from 'graphql';
import type { MergeContext, RootField } from '../merge-context.ts';
import { objectTypeBelow } from '../object-type.ts';
import { internalAlias, printFieldQuery } from '../registry-query.ts';
import { fieldsOf, printSelections } from '../selection.ts';
import type { SelectedField, Selection } from '../selection.ts';

/** What the selection of a page of changes needs, and the query that requests it of a registry. */
export interface ChangePagePlan {
  fields: SelectedField[];
  typeNames: { page: string; report: string };
  changeType: GraphQLObjectType;
  /** The alias under which a registry gives each selection of changes. */
  aliases: ReadonlyMap<SelectedField, string>;
  selections: ReadonlyMap<string, readonly Selection[]>;
  query: string;
}

export function readChangePage({ schema }: MergeContext, root: RootField): ChangePagePlan {
  const page = objectTypeBelow(schema, root.definition.type);
  const fields = fieldsOf(root.field.selections);
  // The same change can be selected several times with selections that need not agree, so each gets
  // an alias of its own.
  const entries = fields.filter(({ name }) => name === 'entries');
  const aliases = new Map(entries.map((field, index) => [field, internalAlias(`entries${index}`)]));
  const selections = new Map(entries.map((field) => [aliases.get(field) ?? '', field.selections]));
  const lists = [...selections].map(
    ([alias, selected]) => `${alias}: entries { ${printSelections(selected)} }`,
  );
  const heads = `${internalAlias('entries')}: entries { token at id }`;
  return {
    fields,
    typeNames: {
      page: page.name,
      report: objectTypeBelow(schema, page.getFields().registries?.type).name,
    },
    changeType: objectTypeBelow(schema, page.getFields().entries?.type),
    aliases,
    selections,
    query: printFieldQuery({
      root,
      body: `${heads} ${lists.join(' ')} next more`,
      selections: entries.flatMap((field) => field.selections),
    }),
  };
}
