import { externalPrefix, parseGlobalId } from '@kopru/schema';
import type { Node } from '../../target.ts';
import { present } from './matchers.ts';
import type { Fields } from './matchers.ts';

/** The registry code in the id of a reference. */
export const registryOf = (reference: unknown): string | undefined =>
  parseGlobalId(String((Object(reference) as { id?: unknown }).id))?.registry;
export const idOf = (reference: unknown): unknown => (Object(reference) as { id?: unknown }).id;
export const addressOf = (node: Node): Fields => Object(node.address) as Fields;
/** The registry codes of the referenced parties, without EXT. */
export const registriesOf = (references: readonly unknown[]): string[] =>
  present(references.map(registryOf)).filter((code) => code !== externalPrefix);
