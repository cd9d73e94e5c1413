import type { CodegenConfig } from '@graphql-codegen/cli';
import { kinds } from '@kopru/records';

const record = (kind: string): string => `@kopru/records#RecordOf<"${kind}">`;
const part = (name: string): string => `../resolvers/parents.ts#${name} as ${name}Parent`;

/**
 * Types of the resolvers, from the contract; the mappers say which part of a record stands behind
 * each type.
 */
const config: CodegenConfig = {
  schema: '../../../schema/contract/*.graphql',
  generates: {
    'src/generated/contract.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        enumsAsTypes: true,
        contextType: '../context.ts#RegistryContext',
        scalars: {
          PartialDate: 'string',
          DateTime: 'string',
          Decimal: 'string',
          LanguageTag: 'string',
          RegistryCode: 'string',
          CountryCode: 'string',
          CurrencyCode: 'string',
          Cursor: 'string',
          ChangeToken: 'string',
        },
        mappers: {
          Node: '@kopru/records#StoredRecord',
          Organization: '@kopru/records#StoredOrganization',
          ...Object.fromEntries(kinds.map(({ name, typeName }) => [typeName, record(name)])),
          Activity: part('Activity'),
          Change: part('Change'),
          FacilityRef: part('IdPointer'),
          ProjectRef: part('IdPointer'),
          TransportNodeRef: part('IdPointer'),
          Stake: part('Stake'),
          Participation: part('Participation'),
          ProjectParticipant: part('ProjectParticipant'),
          RoundInvestor: part('RoundInvestor'),
          Investment: part('Investment'),
          CorridorLeg: part('CorridorLeg'),
          Identifier: part('Identifier'),
          Money: part('Money'),
          OrganizationRef: part('OrganizationRef'),
          Provenance: part('Provenance'),
          Registry: part('Registry'),
          Relation: part('Relation'),
          ResearchField: part('ResearchField'),
          StartupProfile: part('StartupProfile'),
          ...Object.fromEntries(
            kinds.flatMap(({ typeName: type }) => [
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
