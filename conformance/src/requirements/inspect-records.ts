import { inspect } from '../requirement.ts';
import type { Node, Target } from '../target.ts';

/** Checks every scanned record; a problem is reported with the id of the record. */
export const forEachRecord =
  (problem: (node: Node, code: string, typeName: string) => string | null) =>
  async (target: Target) => {
    const [records, code] = [await target.records(), await target.code()];
    return inspect(records, ({ node, kind }) => {
      const message = problem(node, code, kind.typeName);
      return message === null ? null : `${node.id}: ${message}`;
    });
  };

/** The values of the fields with these names, at any depth below `value`, with their paths. */
export function valuesOf(
  value: unknown,
  names: ReadonlySet<string>,
  path = '',
): { path: string; value: unknown }[] {
  if (Array.isArray(value))
    return value.flatMap((each, index) => valuesOf(each, names, `${path}.${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    ...(names.has(name) ? [{ path: `${path}.${name}`, value: each as unknown }] : []),
    ...valuesOf(each, names, `${path}.${name}`),
  ]);
}

/** Checks every value of these fields, at any depth; nulls are skipped. */
export const forEachValueOf = (
  names: readonly string[],
  problem: (value: unknown, path: string) => string | null,
) => {
  const set = new Set(names);
  return async (target: Target) => {
    const values = (await target.records()).flatMap(({ node }) =>
      valuesOf(node, set).map((each) => ({ ...each, id: node.id })),
    );
    return inspect(
      values.filter(({ value }) => value !== null),
      ({ id, path, value }) => {
        const message = problem(value, path);
        return message === null ? null : `${id}${path}: ${message}`;
      },
    );
  };
};

/** A list of objects; empty if the value is not a list. */
export const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
