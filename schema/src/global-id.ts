/**
 * The id `REGISTRY.native`. The prefix names the owner and routes requests. The rest is opaque to
 * everyone but the owner.
 */
export interface GlobalId {
  registry: string;
  native: string;
}

/**
 * The prefix of a party outside the federation. No registry has it, and a reference with it leads
 * to no record.
 */
export const externalPrefix = 'EXT';

const pattern = /^([A-Z]{2,8})\.([A-Za-z0-9._-]{1,64})$/;

/** Null if the text is not an id. */
export function parseGlobalId(id: string): GlobalId | null {
  const [, registry, native] = pattern.exec(id) ?? [];
  return registry !== undefined && native !== undefined ? { registry, native } : null;
}

/** The id as text. */
export function formatGlobalId({ registry, native }: GlobalId): string {
  return `${registry}.${native}`;
}
