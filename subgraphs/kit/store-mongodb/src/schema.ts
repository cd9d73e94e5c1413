import { Schema } from 'mongoose';
import type { SchemaDefinitionProperty } from 'mongoose';
import { z } from 'zod';
import { kinds } from '@kopru/records';
import type { StoredRecord } from '@kopru/records';
import type { Kind } from '@kopru/records';

// The validators of a record, mongoose's and the collection's, are both built from its kind.

type JsonSchema = z.core.JSONSchema.BaseSchema;
type RecordKind = Kind<StoredRecord>;

const jsonSchemaOf = ({ schema }: RecordKind): JsonSchema =>
  z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });

/** The fields of a kind but the id, and which of them a document must have. */
function fieldsOf(kind: RecordKind): { fields: Record<string, JsonSchema>; required: string[] } {
  const { properties = {}, required = [] } = jsonSchemaOf(kind);
  const fields = Object.entries(properties as Record<string, JsonSchema>);
  const isOther = (name: string) => name !== 'id';
  return {
    fields: Object.fromEntries(fields.filter(([name]) => isOther(name))),
    required: required.filter(isOther),
  };
}

const mapValues = <A, B>(of: Readonly<Record<string, A>>, map: (value: A) => B) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, map(value)]));

const text = { bsonType: 'string' };
const texts = { bsonType: 'array', items: text };
const number = { bsonType: ['int', 'long'] };
const index = {
  bsonType: 'object',
  required: ['number', 'terms', 'shared', 'parts', 'keys'],
  properties: {
    number,
    terms: texts,
    shared: texts,
    parts: { bsonType: 'array', items: { bsonType: 'object', properties: { terms: texts } } },
    keys: { bsonType: 'object', additionalProperties: text },
    facts: text,
  },
  additionalProperties: false,
};

const bsonTypes: Readonly<Record<string, string | string[]>> = {
  integer: number.bsonType,
  number: 'number',
  boolean: 'bool',
};
const limits = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum'] as const;
const keywords = ['required', 'additionalProperties', 'enum', 'pattern', ...limits] as const;

/** MongoDB knows the keywords of draft 4, without `const` and `default`. */
function toBsonSchema(schema: JsonSchema): object {
  const { type, anyOf, properties, items } = schema;
  const types = [type ?? []].flat().flatMap((each) => bsonTypes[each] ?? each);
  const kept = keywords.filter((keyword) => schema[keyword] !== undefined);
  const convert = (each: unknown) => toBsonSchema(each as JsonSchema);
  return {
    ...(types.length > 0 && { bsonType: types }),
    ...Object.fromEntries(kept.map((keyword) => [keyword, schema[keyword]])),
    ...(schema.const !== undefined && { enum: [schema.const] }),
    ...(anyOf && { anyOf: anyOf.map(convert) }),
    ...(properties && { properties: mapValues(properties, convert) }),
    ...(items && { items: convert(items) }),
  };
}

/** The validator of the collection: the fields of one of the kinds, and those of the index. */
export const validator = {
  $or: kinds.map((kind) => {
    const { fields, required } = fieldsOf(kind);
    const properties = { _id: text, index, ...mapValues(fields, toBsonSchema) };
    const $jsonSchema = {
      required: ['index', ...required],
      properties,
      additionalProperties: false,
    };
    return { kind: kind.name, $jsonSchema };
  }),
};

const options = { _id: false, id: false, strict: 'throw', minimize: false } as const;

export const mongooseSchemaOf = (kind: RecordKind): Schema =>
  new Schema(
    {
      ...mapValues(fieldsOf(kind).fields, toField),
      _id: { type: String, required: true },
      index: { type: Schema.Types.Mixed, required: true },
    },
    { ...options, versionKey: false },
  );

const mongooseTypes: Readonly<Record<string, SchemaDefinitionProperty>> = {
  string: String,
  integer: Number,
  number: Number,
  boolean: Boolean,
};

function toField(schema: JsonSchema): object {
  const variants = schema.anyOf ?? [schema];
  const real = variants.find(({ type }) => type !== 'null') ?? schema;
  const [type = '', ...otherTypes] = [real.type ?? []].flat();
  const required = variants.length === 1 && otherTypes.length === 0;
  if (type === 'array') return { type: [toField(real.items as JsonSchema)], required: true };
  if (type === 'object' && real.properties) {
    const definition = mapValues(real.properties as Record<string, JsonSchema>, toField);
    return { type: new Schema(definition, options), required };
  }
  const constant = real.const === undefined ? undefined : [real.const];
  const values = (real.enum ?? constant) as string[] | undefined;
  return {
    type: mongooseTypes[type] ?? Schema.Types.Mixed,
    required,
    ...(values && { enum: required ? values : [...values, null] }),
    ...(real.pattern !== undefined && { match: new RegExp(real.pattern, 'u') }),
    ...(real.maxLength !== undefined && { maxlength: real.maxLength }),
    ...(real.minLength !== undefined && { minlength: real.minLength }),
    ...(real.maximum !== undefined && { max: real.maximum }),
    ...(real.minimum !== undefined && { min: real.minimum }),
  };
}
