export { startHub } from './hub.ts';
export type { ComputedSubgraph, Hub, HubParts } from './hub.ts';
export { serveHub } from './http/serve-hub.ts';
export { parseMembership, readMembership } from './membership/membership.ts';
export type { Member, Membership } from './membership/membership.ts';
export { createHttpTransport } from './registry-client/transport.ts';
export type { RawResponse, Transport } from './registry-client/transport.ts';
export { createFileCache, createMemoryCache } from './supergraph/sdl-cache.ts';
export type { SdlCache } from './supergraph/sdl-cache.ts';
