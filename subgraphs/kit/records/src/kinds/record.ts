import { z } from 'zod';
import { instantKey, parseGlobalId } from '@kopru/schema';
import { globalId, languageTag, notice, provenance, text } from './parts.ts';

/** The fields of records of every kind. */
export const recordFields = {
  id: globalId,
  provenance,
  notices: z.array(notice).max(80).default([]),
  /** The data of the registry's extension, validated with the SDL of the extension. */
  extension: z.record(z.string(), z.unknown()).nullable().default(null),
};

export type AnyRecord = z.infer<z.ZodObject<typeof recordFields>>;

export const registryOf = ({ id }: AnyRecord): string | null => parseGlobalId(id)?.registry ?? null;

/** The year of a partial date. */
export const yearOf = (date: string | null | undefined): string | null => date?.slice(0, 4) ?? null;

/** The sort key of the last change. */
export const modified = ({ provenance: { modifiedAt } }: AnyRecord): string | null =>
  instantKey(modifiedAt);

/** The schema of a text in several languages. */
export const texts = (max: number) =>
  z.array(z.strictObject({ language: languageTag, text: text(max) })).max(20);

export type Texts = z.infer<ReturnType<typeof texts>>;
