import { parseGlobalId } from '@kopru/schema';
import { recordType, shapeProblem } from '../contract-shapes.ts';
import { inspect, show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { forEachRecord, valuesOf } from './inspect-records.ts';

/** What every record has: its id, its registry and the shape of its kind. */
export const records: Requirement[] = [
  {
    id: 'AB3G',
    level: 'MUST',
    title:
      'gives its records ids of its own code, a dot, and letters, digits, dots, hyphens and underscores',
    check: forEachRecord(({ id }, code) =>
      parseGlobalId(id)?.registry === code ? null : `expected an id that begins with ${code}.`,
    ),
  },
  {
    id: 'Y9BR',
    level: 'MUST',
    title: 'gives an id to one record only, across all kinds',
    check: async (target) => {
      const seen = new Set<string>();
      return inspect(await target.records(), ({ node }) => {
        const isNew = !seen.has(node.id);
        seen.add(node.id);
        return isNew ? null : `${node.id} is given twice`;
      });
    },
  },
  {
    id: 'BQ8X',
    level: 'MUST',
    title: "gives records of the contract's shape: non-null fields, enum values and scalar types",
    check: forEachRecord((node, _code, typeName) =>
      shapeProblem(node, recordType(typeName), typeName),
    ),
  },
  {
    id: 'NGW6',
    level: 'MUST',
    title:
      'names itself as the registry of its records, their provenance and the relations it asserts',
    check: forEachRecord((node, code) => {
      const wrong = valuesOf(node, new Set(['assertedBy'])).find(({ value }) => value !== code);
      if (wrong) return `expected ${wrong.path} to be ${code}, but got ${show(wrong.value)}`;
      const said = [node.registry, (node.provenance as { registry?: unknown }).registry].filter(
        (each) => each !== undefined,
      );
      return said.every((each) => each === code)
        ? null
        : `expected the registry ${code}, but got ${show(said)}`;
    }),
  },
];
