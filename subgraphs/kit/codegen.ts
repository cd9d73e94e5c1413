import type { CodegenConfig } from '@graphql-codegen/cli';

const record = (kind: string): string => `../kinds/index.ts#RecordOf<"${kind}">`;
const part = (name: string): string => `../resolvers/parents.ts#${name} as ${name}Parent`;

/** Types of the resolvers, from the contract; the mappers say which part of a record stands behind each type. */
const config: CodegenConfig = {
  schema: '../../schema/contract/*.graphql',
  generates: {
    'src/generated/contract.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        enumsAsTypes: true,
        contextType: '../context.ts#RegistryContext',
        scalars: { PartialDate: 'string', DateTime: 'string', Decimal: 'string', LanguageTag: 'string', RegistryCode: 'string', CountryCode: 'string', CurrencyCode: 'string', Cursor: 'string' }, // prettier-ignore
        mappers: {
          Node: '../kinds/index.ts#StoredRecord',
          Organization: '../kinds/index.ts#StoredRecord',
          Company: record('COMPANY'),
          ResearchCenter: record('RESEARCH_CENTER'),
          InnovationHub: record('INNOVATION_HUB'),
          Investor: record('INVESTOR'),
          Association: record('ASSOCIATION'),
          Activity: part('Activity'),
          Identifier: part('Identifier'),
          Money: part('Money'),
          OrganizationRef: part('OrganizationRef'),
          Provenance: part('Provenance'),
          Registry: part('Registry'),
          Relation: part('Relation'),
          ResearchField: part('ResearchField'),
          StartupProfile: part('StartupProfile'),
          ...Object.fromEntries(
            ['Company', 'ResearchCenter', 'InnovationHub', 'Investor', 'Association'].flatMap((type) => [
              [`${type}Connection`, part('Connection')],
              [`${type}Edge`, part('Edge')],
            ]),
          ),
        },
      },
    },
  },
};

export default config;
