import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Express } from 'express';

export interface SavedQuery {
  query: string;
  /** JSON text. */
  variables?: string;
}

export interface Explorer {
  title: string;
  /** Each is a tab with the name of its operation. */
  questions: readonly SavedQuery[];
}

/** Package and file of each asset. */
const assets: Readonly<Record<string, readonly [string, string]>> = {
  'react.js': ['react', 'umd/react.production.min.js'],
  'react-dom.js': ['react-dom', 'umd/react-dom.production.min.js'],
  'graphiql.js': ['graphiql', 'graphiql.min.js'],
  'graphiql.css': ['graphiql', 'graphiql.min.css'],
};

const require = createRequire(import.meta.url);
const assetPath = (name: string, file: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), file);

/** Serves GraphiQL from its package: no CDN, no build step. */
export function mountExplorer(app: Express, { title, questions }: Explorer): void {
  const html = page(title);
  const script = start(questions);
  app.get('/', (_request, response) => {
    response.set('Content-Security-Policy', policy).type('html').send(html);
  });
  app.get('/explorer/start.js', (_request, response) => {
    response.type('js').send(script);
  });
  for (const [name, [packageName, file]] of Object.entries(assets)) {
    const path = assetPath(packageName, file);
    app.get(`/explorer/${name}`, (_request, response) => {
      response.sendFile(path, { maxAge: '1h' });
    });
  }
}

const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'";

const page = (title: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <style>html, body, #explorer { height: 100%; margin: 0 }</style>
  </head>
  <body>
    <div id="explorer"></div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

/** Opens the saved queries at every visit: GraphiQL's stored tabs would hide new ones. */
const start = (questions: readonly SavedQuery[]): string => `
const kept = new Map();
const storage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
  clear: () => kept.clear(),
  get length() { return kept.size; },
};
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultTabs: ${JSON.stringify(questions)},
    defaultEditorToolsVisibility: true,
    storage,
  }),
);
`;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${String(character.charCodeAt(0))};`);
