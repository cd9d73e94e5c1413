import { kindShapes } from '../contract-shapes.ts';
import { inspectEach, notApplicable, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';

const introspection =
  '{ registries { extension } __schema { types { name fields { name type { name kind } } } } }';

/** The name of the extension's field, null if there is none, and the types that have the field. */
async function readExtension({ request }: Target) {
  const { data } = await request(introspection);
  const [registry] = (data?.registries ?? []) as { extension: string | null }[];
  const schema = Object(data?.__schema) as {
    types?: { name: string; fields: { name: string }[] | null }[];
  };
  const extension = registry?.extension ?? null;
  const typeNames = (schema.types ?? [])
    .filter(({ fields }) => fields?.some(({ name }) => name === extension))
    .map(({ name }) => name);
  return { extension, typeNames };
}

/** The national extension. */
export const extension: Requirement[] = [
  {
    id: '6FW3',
    level: 'MUST',
    title: 'gives its national extension as an object on its own records, or null',
    check: async (target) => {
      const { extension, typeNames } = await readExtension(target);
      if (extension === null) return notApplicable;
      if (typeNames.length === 0)
        return single(`expected the field ${extension} on a kind, but it is on none`);
      return inspectEach(
        kindShapes.filter(({ typeName }) => typeNames.includes(typeName)),
        async (kind) => {
          const { data, errors } = await target.request(
            `{ ${kind.page}(first: 50) { nodes { ${extension} { __typename } } } }`,
          );
          const nodes =
            (Object(data?.[kind.page]) as { nodes?: Record<string, unknown>[] }).nodes ?? [];
          const invalid = nodes.find(
            (node) => node[extension] !== null && typeof node[extension] !== 'object',
          );
          return single(
            errors.length === 0 && !invalid
              ? null
              : `${kind.page} { ${extension} }: expected objects or null, ` +
                  `but got ${show(errors[0] ?? invalid)}`,
          );
        },
      );
    },
  },
];
