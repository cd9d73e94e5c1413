import type { DocumentNode } from 'graphql';
import { contractDocument } from '@kopru/schema';
import { keyInterfaces } from './keyed-interfaces.ts';

/** The subgraph names of the supergraph; every other one is a registry code's extension. */
export const logicalSubgraph = 'registry';
export const linksSubgraph = 'links';

/** The gateway requires a URL of every subgraph. No call goes to these. */
const noUrl = 'in-process:';

export interface Composed {
  supergraphSdl: string;
  /** Codes of the registries whose extension is in it. */
  extensions: string[];
  /** Codes whose extension could not be composed, and why. */
  refused: { code: string; problem: string }[];
}

/** A subgraph in the hub's process, as composition needs it. */
export interface SubgraphSdl {
  name: string;
  typeDefs: DocumentNode;
}

/**
 * Composes contract, the hub's own subgraphs and extensions. An extension that does not compose
 * with the rest is left out, never the others.
 */
export async function compose(
  inProcess: readonly SubgraphSdl[],
  extensions: ReadonlyMap<string, DocumentNode>,
): Promise<Composed> {
  // Half a second of imports that a hub pays for once, beside its other start-up work.
  const { composeServices } = await import('@apollo/composition');
  const base = [
    { name: logicalSubgraph, url: noUrl, typeDefs: keyInterfaces(contractDocument) },
    ...inProcess.map(({ name, typeDefs }) => ({ name, url: noUrl, typeDefs })),
  ];
  const attempt = (codes: readonly string[]) =>
    composeServices([
      ...base,
      ...codes.flatMap((code) => {
        const typeDefs = extensions.get(code);
        return typeDefs ? [{ name: code, url: noUrl, typeDefs }] : [];
      }),
    ]);

  const all = attempt([...extensions.keys()]);
  if (all.supergraphSdl !== undefined)
    return { supergraphSdl: all.supergraphSdl, extensions: [...extensions.keys()], refused: [] };

  const good: string[] = [];
  const refused: Composed['refused'] = [];
  for (const code of extensions.keys()) {
    const { errors } = attempt([...good, code]);
    if (errors) refused.push({ code, problem: errors.map((error) => error.message).join('; ') });
    else good.push(code);
  }
  const { supergraphSdl, errors } = attempt(good);
  if (supergraphSdl === undefined)
    throw new Error(
      `The contract does not compose: ${errors.map((error) => error.message).join('; ')}`,
    );
  return { supergraphSdl, extensions: good, refused };
}
