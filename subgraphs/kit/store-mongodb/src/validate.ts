import mongoose from 'mongoose';
import { kindOf } from '@kopru/records';
import { StoreError } from '@kopru/store';
import type { RecordDocument } from './documents.ts';
import { mongooseSchemaOf } from './schema.ts';

/** Models of its own: a program that uses the adapter may have others of these names. */
const registry = new mongoose.Mongoose();

const modelOf = ({ kind }: RecordDocument) =>
  registry.models[kind] ?? registry.model(kind, mongooseSchemaOf(kindOf(kind)));

/**
 * Holds documents against the mongoose schemas of their kinds. It takes a millisecond each, ten
 * times as long as the server: so loads leave validation to the collection.
 */
export async function validateDocuments(documents: readonly RecordDocument[]): Promise<void> {
  for (const document of documents)
    await modelOf(document)
      .validate(document)
      .catch((error: unknown) => {
        throw refusals.some((each) => error instanceof each) ? misfit(document, error) : error;
      });
}

const { ValidationError, StrictModeError } = mongoose.Error;
const refusals = [ValidationError, StrictModeError];

const misfit = ({ _id, kind }: RecordDocument, error: unknown): StoreError =>
  new StoreError(
    `Expected ${_id} to fit ${kind}, but ${(error as Error).message}. Correct the record.`,
  );
