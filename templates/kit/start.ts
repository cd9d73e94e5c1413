// npm start: this registry as a process. The environment moves it: KOPRU_PORT, KOPRU_HOST,
// KOPRU_STORE (sqlite:FILE, mongodb://HOST/DATABASE or memory:).

// graphql reads this when it is imported. Otherwise it checks every type for a second copy of
// itself.
process.env.NODE_ENV ??= 'production';
const { runServer } = await import('@kopru/server');
const { startRegistry } = await import('@kopru/registry');

const { KOPRU_PORT = '{{port}}', KOPRU_HOST, KOPRU_STORE } = process.env;

await runServer(() =>
  startRegistry({
    folder: import.meta.dirname,
    port: Number(KOPRU_PORT),
    host: KOPRU_HOST,
    store: KOPRU_STORE ?? 'sqlite:data/registry.sqlite',
    seeds: ['seed'],
  }),
);
