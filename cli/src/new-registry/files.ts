import { registryExtensions } from '@kopru/schema';
import type { RegistryDefinition } from '@kopru/records';

// The files of a new registry's project, but those that it copies.

export interface Project {
  name: string;
  definition: RegistryDefinition;
  /** Without the kit: the sources are the registry's own. */
  isBare: boolean;
  port: number;
  /** File names of the packages in vendor/, by package. */
  vendor: ReadonlyMap<string, string>;
  /** Of packages of others that the sources import, their versions. */
  dependencies: Readonly<Record<string, string>>;
  /** Of the npm package that brings Node. */
  node: string;
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** By file and not by name of a command: a container's first process is then the server itself, which gets the signals. */
const program = ({ isBare }: Project): string[] =>
  isBare ? ['main.ts'] : ['node_modules/@kopru/registry/dist/main.js', '.'];
const words = (list: readonly string[], quote: string): string =>
  list.map((word) => `${quote}${word}${quote}`).join(', ');
const onDisk = ({ isBare }: Project, folder: string): string[] =>
  isBare ? ['--data', folder] : ['--store', `sqlite:${folder}/registry.sqlite`];

export function filesOf(project: Project): Readonly<Record<string, string>> {
  const { definition } = project;
  return {
    'package.json': manifest(project),
    'registry.ts': `/** Who this registry is, as \`registries\` says it. */\nexport default ${JSON.stringify(definition, null, 2)};\n`,
    'seed/records.json': json({
      about: 'SYNTHETIC records to begin with.',
      records: records(definition),
    }),
    'test/conforms.test.ts': test(project),
    'README.md': readme(project),
    Dockerfile: dockerfile(project),
    '.dockerignore': 'node_modules\ndata\n',
    '.gitignore': 'node_modules\n',
    // A folder that a clone has too, and nothing of what it holds.
    'data/.gitignore': '*\n!.gitignore\n',
  };
}

function manifest(project: Project): string {
  const { name, vendor, dependencies, node, port } = project;
  const own = [...vendor].map(([each, file]) => [each, `file:vendor/${file}`] as const);
  const isTool = (each: string): boolean => each === '@kopru/conformance';
  return json({
    name,
    version: '0.1.0',
    private: true,
    type: 'module',
    scripts: {
      start: [
        'node',
        ...program(project),
        '--port',
        port,
        ...onDisk(project, 'data'),
        '--seed',
        'seed',
      ].join(' '),
      test: 'node --test',
    },
    dependencies: { ...Object.fromEntries(own.filter(([each]) => !isTool(each))), ...dependencies },
    devDependencies: { ...Object.fromEntries(own.filter(([each]) => isTool(each))), node },
    // The Node that npm scripts run on, whatever the machine has.
    allowScripts: { node: true, '@apollo/protobufjs': true },
  });
}

/** So few that each can be read, of several kinds. */
function records({ code, languages: [language = 'en'] }: RegistryDefinition): object[] {
  const provenance = {
    source: 'SYNTHETIC',
    licence: 'CC0-1.0',
    modifiedAt: '2026-01-01T00:00:00.000Z',
  };
  const names = (text: string) => [{ text: `SYNTHETIC ${text}`, language, kind: 'LEGAL' }];
  const pumps = { id: `${code}.pumps`, kind: 'COMPANY', nameOnFile: 'SYNTHETIC Pumps' };
  return [
    {
      ...{
        id: pumps.id,
        kind: 'COMPANY',
        names: names('Pumps'),
        status: 'ACTIVE',
        founded: '1998-05',
        employees: 120,
      },
      activities: [{ section: 'C', division: '28', primary: true }],
      provenance,
    },
    {
      id: `${code}.cables`,
      kind: 'COMPANY',
      names: names('Cables'),
      status: 'ACTIVE',
      founded: '2004',
      relations: [{ kind: 'SUPPLIES', party: pumps }],
      provenance,
    },
    {
      id: `${code}.institute`,
      kind: 'RESEARCH_CENTER',
      names: names('Institute of Pumps'),
      status: 'ACTIVE',
      researchKind: 'INSTITUTE',
      fields: ['2.3'],
      provenance,
    },
    {
      id: `${code}.works`,
      kind: 'FACILITY',
      names: names('Pump works'),
      facilityKind: 'MACHINERY_PLANT',
      status: 'OPERATING',
      started: '1999',
      owners: [{ party: pumps, share: 1 }],
      provenance,
    },
  ];
}

const test = (project: Project): string => `import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { conform, sendTo, textReport } from '@kopru/conformance';

// The registry as it is started, with its records in memory, is held against the contract from outside.

test('the registry conforms', async (context) => {
  const child = spawn(process.execPath, [${words(program(project), "'")}, '--port', '0', '--seed', 'seed']);
  context.after(() => child.kill());
  child.stderr.pipe(process.stderr);
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = /listening on (http:[^,]+)/.exec(line)?.[1];
    if (url) break;
  }
  assert.ok(url, 'Expected the registry to say where it listens');
  const report = await conform(sendTo(url));
  assert.ok(report.conforms, textReport(report));
  assert.equal(report.registry, '${project.definition.code}');
});
`;

const readme = (project: Project): string => `# ${project.name}

The registry of ${project.definition.names[0]?.text ?? project.definition.code} (${project.definition.code}) in the Köprü union, ${project.isBare ? 'as software of its own: a plain Apollo Server over a journal in a file' : 'on the kit'}.

\`\`\`sh
npm install
npm test        # holds it against the contract
npm start       # http://127.0.0.1:${project.port}/graphql, records in data/
\`\`\`

| what | where |
|---|---|
| who the registry is | \`registry.ts\` |
| its one field on the contract's types, \`${registryExtensions[project.definition.code] ?? ''}\` | \`extension.graphql\` |
| records it begins with; SYNTHETIC, put your own in their place | \`seed/\` |
| Köprü's packages, built | \`vendor/\` |
${project.isBare ? '| the software: resolvers, filters, sort keys, journal | `src/` |\n' : ''}`;

const dockerfile = (project: Project): string => `FROM node:24.10.0-slim
WORKDIR /app
COPY package.json package-lock.json ./
COPY vendor vendor
RUN npm ci --omit=dev && mkdir /data && chown node:node /data
COPY . .
USER node
VOLUME /data
EXPOSE 4000
CMD [${words(['node', ...program(project), '--port', '4000', '--host', '0.0.0.0', ...onDisk(project, '/data'), '--seed', 'seed'], '"')}]
`;
