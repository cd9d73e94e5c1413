import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { checkExtensionResolvers } from './extension-resolvers.ts';
import type { ExtensionResolvers } from './extension-resolvers.ts';

/**
 * What distinguishes a registry from the others. A country folder contains this and the SDL of its
 * extension.
 */
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
  /** The computed fields of the extension; absent if all of it is stored. */
  resolvers?: ExtensionResolvers;
}

/**
 * What the records of a registry are validated with: the registry, and the contract with its
 * extension.
 */
export interface RegistryRules {
  module: RegistryModule;
  schema: GraphQLSchema;
}

/**
 * Reads a country folder: registry.ts, extension.graphql and, if there is one, resolvers.ts.
 * Throws a RegistryModuleError if the resolvers compute anything but fields of the extension.
 */
export async function loadRegistryModule(folder: string): Promise<RegistryModule> {
  const path = resolve(folder);
  const definition = (await importDefault(join(path, 'registry.ts'))) as RegistryDefinition;
  const extension = parse(await readFile(join(path, 'extension.graphql'), 'utf8'));
  const file = join(path, 'resolvers.ts');
  return {
    folder: basename(path),
    definition,
    extension,
    ...(existsSync(file) && {
      resolvers: checkExtensionResolvers(await importDefault(file), extension, file),
    }),
  };
}

const importDefault = async (file: string): Promise<unknown> =>
  ((await import(pathToFileURL(file).href)) as { default: unknown }).default;
