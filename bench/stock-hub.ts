// What we compare the hub with: stock @apollo/gateway over the same logical subgraph, with the
// plainest data source that gives the right
// page. It asks every registry for the whole page, parses all of it, sorts and cuts. It checks
// nothing and knows one connection only.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';
const [
  { ApolloGateway },
  { composeServices },
  { createApolloServer, createApp, listen },
  { contractDocument },
] = await Promise.all([
  import('@apollo/gateway'),
  import('@apollo/composition'),
  import('@kopru/server'),
  import('@kopru/schema'),
]);

interface Page {
  edges: { cursor: string; node: { id: string } }[];
}

const urls = process.argv.slice(2);
const { supergraphSdl } = composeServices([
  { name: 'registry', url: 'in-process:', typeDefs: contractDocument },
]);

const gateway = new ApolloGateway({
  supergraphSdl: supergraphSdl ?? '',
  logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  buildService: () => ({
    process: async ({ request }) => {
      const body = JSON.stringify({ query: request.query, variables: request.variables });
      const pages = await Promise.all(urls.map((url) => askOne(url, body)));
      const edges = pages.flatMap((page) => page.edges);
      const keyOf = (cursor: string) =>
        JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, string | null, string];
      const sorted = edges
        .map((edge) => ({ edge, key: keyOf(edge.cursor) }))
        .sort((a, b) =>
          (a.key[1] ?? '~') < (b.key[1] ?? '~')
            ? -1
            : a.key[1] === b.key[1] && a.key[2] < b.key[2]
              ? -1
              : 1,
        );
      return { data: { companies: { edges: sorted.slice(0, 50).map(({ edge }) => edge) } } };
    },
  }),
});

async function askOne(url: string, body: string): Promise<Page> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { data } = (await response.json()) as { data: { companies: Page } };
  return data.companies;
}

const server = createApolloServer({
  source: { gateway },
  log: (line) => void process.stderr.write(`${line}\n`),
});
await server.start();
const app = createApp({
  server,
  context: () => ({}),
  explorer: { title: 'stock', questions: [] },
  health: () => ({}),
});
const { port } = await listen(app, { port: 0, host: '127.0.0.1' });
process.send?.({ listening: port });
process.once('disconnect', () => process.exit(0));
