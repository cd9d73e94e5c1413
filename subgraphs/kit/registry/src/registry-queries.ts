import type { SavedQuery } from '@kopru/server';
import { registryExtensions } from '@kopru/schema';

/** The tabs a registry's own explorer opens with. */
export function registryQueries(code: string): SavedQuery[] {
  return [
    {
      query: `# The first companies of this registry, by name
query Companies {
  companies(first: 10) {
    totalCount
    nodes { id name latin: name(script: LATIN) founded ${registryExtensions[code] ?? ''} { __typename } }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    },
    {
      query: `# What this registry says of itself
query Self {
  registries { code name operator membership languages identifierSchemes records { kind count } asOf extension }
}
`,
    },
  ];
}
