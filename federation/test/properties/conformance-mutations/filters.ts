import { deep, ignoring, of, request } from './break.ts';
import type { Any, Mutation } from './break.ts';

export const filters: Mutation[] = [
  ...(
    [
      ['G5ZX', 'name'],
      ['V42H', 'status'],
      ['V42H', 'kinds'],
      ['V42H', 'keywords'],
      ['T9XD', 'text'],
      ['MMG6', 'sections'],
      ['X3YC', 'hs'],
      ['PHK3', 'regionCodes'],
      ['PHK3', 'locality'],
      ['3J4W', 'founded'],
      ['8K5Z', 'employees'],
      ['8K5Z', 'capacity'],
      ['R37H', 'identifier'],
      ['YB53', 'related'],
      ['3V5X', 'exporter'],
      ['RYWJ', 'parties'],
      ['WFVW', 'within'],
    ] as const
  ).map(([requirement, name]) => of(requirement, `ignores the filter ${name}`, ignoring(name))),
  of(
    '3J4W',
    'takes the end of a range for a day',
    request(({ variables }) =>
      deep(
        variables.where,
        (inner) =>
          typeof inner.to === 'string' && inner.to.length === 4 && (inner.to = `${inner.to}-01-01`),
      ),
    ),
  ),
  of(
    'YB53',
    'finds relations of which parts hold of several',
    request(({ variables }) => {
      const where = variables.where as { related?: Any } | undefined;
      if (where?.related && Object.keys(where.related).length > 1)
        where.related = { kinds: where.related.kinds };
    }),
  ),
  of('GVX7', 'takes not for nothing', ignoring('not')),
  of(
    'GVX7',
    'takes or for and',
    request(({ variables }) =>
      deep(
        variables.where,
        (inner) => Array.isArray(inner.or) && ((inner.and = inner.or), delete inner.or),
      ),
    ),
  ),
  of('DP8D', 'ignores the filter of registries', ignoring('registries')),
  of(
    'M6NQ',
    'gives everything where nothing is found',
    request(
      ({ variables }) =>
        (variables.where as Any | undefined)?.name === 'qwxyzzyq' && (variables.where = {}),
    ),
  ),
  of(
    '8MQ3',
    'takes an empty list for no filter',
    request(({ variables }) =>
      deep(variables.where, (inner) =>
        Object.entries(inner).forEach(
          ([name, value]) =>
            Array.isArray(value) && value.length === 0 && Reflect.deleteProperty(inner, name),
        ),
      ),
    ),
  ),
];
