import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** What distinguishes a registry from the others. A country folder contains this and the SDL of its extension. */
export interface RegistryDefinition {
  /** A registry code of the contract, such as KZ. */
  code: string;
  /** The English name is first. */
  names: readonly { language: string; text: string }[];
  operator: string;
  /** ISO 3166-1 alpha-2; null if there is none. */
  country: string | null;
  membership: 'MEMBER' | 'OBSERVER' | 'SECRETARIAT';
  languages: readonly string[];
  /** Codes of https://org-id.guide. */
  identifierSchemes: readonly string[];
  /** The licence of records that do not state another. */
  licence: string;
}

/** A country folder, loaded. */
export interface RegistryModule {
  /** The name of the folder, such as azerbaijan. */
  folder: string;
  definition: RegistryDefinition;
  extension: DocumentNode;
}

/** What the records of a registry are validated with: the registry, and the contract with its extension. */
export interface RegistryRules {
  module: RegistryModule;
  schema: GraphQLSchema;
}

/** Loads a country folder: registry.ts and extension.graphql. */
export async function loadRegistryModule(folder: string): Promise<RegistryModule> {
  const path = resolve(folder);
  const module = (await import(pathToFileURL(join(path, 'registry.ts')).href)) as {
    default: RegistryDefinition;
  };
  const sdl = await readFile(join(path, 'extension.graphql'), 'utf8');
  return { folder: basename(path), definition: module.default, extension: parse(sdl) };
}
