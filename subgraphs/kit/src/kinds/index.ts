import type { z } from 'zod';
import { association } from './association.ts';
import { company } from './company.ts';
import { innovationHub } from './innovation-hub.ts';
import { investor } from './investor.ts';
import type { Kind } from './kind.ts';
import { researchCenter } from './research-center.ts';

const list = [company, researchCenter, innovationHub, investor, association] as const;

/** A record as a registry keeps it: validated, defaults filled in. */
export type StoredRecord = z.infer<(typeof list)[number]['schema']>;
export type RecordKindName = StoredRecord['kind'];
export type RecordOf<K extends RecordKindName> = Extract<StoredRecord, { kind: K }>;

/** Every kind the registry can keep. */
export const kinds: readonly Kind<StoredRecord>[] = list as unknown as readonly Kind<StoredRecord>[];

export function kindOf(name: string): Kind<StoredRecord> {
  const kind = kinds.find((each) => each.name === name);
  if (!kind) throw new Error(`Expected one of ${kinds.map((each) => each.name).join(', ')}, but got: ${name}`);
  return kind;
}
