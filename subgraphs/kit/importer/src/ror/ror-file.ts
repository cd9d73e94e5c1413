import { OperatorError } from '@kopru/schema';
import { z } from 'zod';

// ROR schema 2, with each location's and name's fields side by side:
// https://ror.readme.io/docs/data-structure

/** What a record can do without, where it is no proper text. */
const detail = z.string().trim().min(1).max(120).nullable().catch(null);

const known = z.object({
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
  relationships: z.array(
    z.object({ label: z.string().trim().min(1).max(300), type: z.string(), id: z.string() }),
  ),
  /** A day; older records have none. */
  lastModified: z.iso.date().nullable(),
  release: z.string(),
});

/**
 * Of ROR's own dumps (schema 2), where a place is told of by GeoNames and the last change by its
 * administration.
 */
const dump = z.object({
  admin: z.object({ last_modified: z.object({ date: z.string(), schema_version: z.string() }) }),
  locations: z.array(z.object({ geonames_details: z.record(z.string(), z.unknown()) })),
});

const organization = z.preprocess((input) => {
  const { data } = dump.safeParse(input);
  if (!data) return input;
  const { date, schema_version: version } = data.admin.last_modified;
  const locations = data.locations.map(({ geonames_details: place }) => ({
    city: place.name,
    countryCode: place.country_code,
    subdivisionCode: place.country_subdivision_code,
    subdivisionName: place.country_subdivision_name,
    lat: place.lat ?? null,
    lng: place.lng ?? null,
  }));
  return { ...(input as object), locations, lastModified: date, release: `schema ${version}` };
}, known);

export type RorOrganization = z.infer<typeof organization>;

/**
 * A file that is no list of ROR's organisations, or holds what no record can be made of, in words
 * for the operator.
 */
export class RorFileError extends OperatorError {
  constructor(message: string) {
    super('ROR_FILE', message);
  }
}

/** The organisations of a file as it is read. Throws a RorFileError. */
export async function* readRorFile(content: unknown): AsyncGenerator<RorOrganization> {
  if (!isIterable(content)) throw refusal('its root', 'it is none');
  let index = 0;
  for await (const each of content) {
    const parsed = organization.safeParse(each);
    const [issue] = parsed.error?.issues ?? [];
    if (!parsed.success)
      throw refusal([index, ...(issue?.path ?? [])].join('.'), String(issue?.message));
    yield parsed.data;
    index += 1;
  }
}

const isIterable = (value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  (Symbol.asyncIterator in value || Symbol.iterator in value);

const refusal = (place: string, problem: string): RorFileError =>
  new RorFileError(`Expected a JSON array of ROR organisations, but at ${place}: ${problem}.`);

/** The nine characters that are the id; the rest of it is an address. */
export const rorIdOf = (address: string): string => address.replace(/^.*\//, '');
