import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** What one country is, beside the contract: a country folder holds this, its extension's SDL, and nothing more. */
export interface RegistryDefinition {
  code: string;
  /** English first. */
  names: readonly { language: string; text: string }[];
  operator: string;
  /** ISO 3166-1 alpha-2; null where none exists. */
  country: string | null;
  membership: 'MEMBER' | 'OBSERVER' | 'SECRETARIAT';
  languages: readonly string[];
  /** org-id.guide codes. */
  identifierSchemes: readonly string[];
  /** Of the records, unless a record says otherwise. */
  licence: string;
}

export interface RegistryModule {
  /** The country folder's name: azerbaijan. */
  folder: string;
  definition: RegistryDefinition;
  extension: DocumentNode;
}

/** What the records of one registry are checked against: who it is, and the contract with its extension. */
export interface RegistryRules {
  module: RegistryModule;
  schema: GraphQLSchema;
}

/** Reads a country folder: registry.ts and extension.graphql. */
export async function loadRegistryModule(folder: string): Promise<RegistryModule> {
  const path = resolve(folder);
  const module = (await import(pathToFileURL(join(path, 'registry.ts')).href)) as {
    default: RegistryDefinition;
  };
  const sdl = await readFile(join(path, 'extension.graphql'), 'utf8');
  return { folder: basename(path), definition: module.default, extension: parse(sdl) };
}
