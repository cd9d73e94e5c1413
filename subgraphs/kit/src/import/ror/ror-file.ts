import { z } from 'zod';

// ROR schema 2, with each location's and name's fields side by side: https://ror.readme.io/docs/data-structure

/** What a record can do without, where it is no proper text. */
const detail = z.string().trim().min(1).max(120).nullable().catch(null);

const organization = z.object({
  /** https://ror.org/ and nine characters. */
  id: z.string(),
  names: z
    .array(
      z.object({
        value: z.string().trim().min(1).max(300),
        /** ISO 639-1, as its editors gave it. */
        lang: z.string().nullable(),
        types: z.array(z.enum(['acronym', 'alias', 'label', 'ror_display'])),
      }),
    )
    .min(1),
  types: z.array(z.string()),
  established: z.int().min(1).max(9999).nullable(),
  status: z.enum(['active', 'inactive', 'withdrawn']),
  links: z.array(z.object({ type: z.string(), value: z.string() })),
  locations: z.array(
    z.object({
      city: detail,
      countryCode: z.string(),
      subdivisionCode: detail,
      subdivisionName: detail,
      lat: z.number().nullable(),
      lng: z.number().nullable(),
    }),
  ),
  relationships: z.array(z.object({ label: z.string().trim().min(1).max(300), type: z.string(), id: z.string() })),
  /** A day; older records have none. */
  lastModified: z.iso.date().nullable(),
  release: z.string(),
});

export type RorOrganization = z.infer<typeof organization>;

/** A file that is no list of ROR's organisations, or holds what no record can be made of, in words for the operator. */
export class RorFileError extends Error {}

export function readRorFile(content: unknown): RorOrganization[] {
  const parsed = z.array(organization).safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new RorFileError(
    `Expected a JSON array of ROR organisations, but at ${place || 'its root'}: ${String(issue?.message)}.`,
  );
}

/** The nine characters that are the id; the rest of it is an address. */
export const rorIdOf = (address: string): string => address.replace(/^.*\//, '');
