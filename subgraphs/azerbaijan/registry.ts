import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'AZ',
  names: [
    { language: 'en', text: 'Azerbaijan' },
    { language: 'az', text: 'Azərbaycan' },
    { language: 'ru', text: 'Азербайджан' },
  ],
  operator:
    'The Köprü project, keeping the place for the Innovation and Digital Development Agency (IDDA) under the Ministry of Digital Development and Transport',
  country: 'AZ',
  membership: 'MEMBER',
  languages: ['az', 'ru'],
  identifierSchemes: ['AZ-VOEN', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
