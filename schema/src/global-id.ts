/** REGISTRY.native: the prefix names the owner and routes; the rest is the owner's own and opaque to all others. */
export interface GlobalId {
  registry: string;
  native: string;
}

/** Prefix of a party outside the union. No registry has it; such a pointer leads to no record. */
export const externalPrefix = 'EXT';

const pattern = /^([A-Z]{2,8})\.([A-Za-z0-9._-]{1,64})$/;

export function parseGlobalId(id: string): GlobalId | null {
  const [, registry, native] = pattern.exec(id) ?? [];
  return registry !== undefined && native !== undefined ? { registry, native } : null;
}

export function formatGlobalId({ registry, native }: GlobalId): string {
  return `${registry}.${native}`;
}
