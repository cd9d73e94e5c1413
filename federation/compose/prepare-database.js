// Run by mongosh: the health check of a country's database. It makes a new server the one member of a replica set, gives the registry its
// user, and from then on only sees that the server can be written to. What it throws fails the check, which Docker runs again.

/* global connect, fs */
async function prepare() {
  const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, 'utf8').trim();
  const form = /^mongodb:\/\/(\w+):(\w+)@([^/]+)\/([\w-]+)\?replicaSet=(\w+)/;
  const [, user, password, host, database, set] = form.exec(secret('store'));
  const server = await connect(
    `mongodb://root:${secret('root')}@127.0.0.1:27017/admin?directConnection=true`,
  );
  const hello = () => server.adminCommand({ hello: 1 });

  if ((await hello()).setName === undefined)
    await server.adminCommand({ replSetInitiate: { _id: set, members: [{ _id: 0, host }] } });
  if (!(await hello()).isWritablePrimary)
    throw new Error('Expected a primary, but it is none yet.');
  if ((await server.adminCommand({ usersInfo: user })).users.length === 0)
    await server.adminCommand({
      createUser: user,
      pwd: password,
      roles: [{ role: 'readWrite', db: database }],
    });
}

prepare();
