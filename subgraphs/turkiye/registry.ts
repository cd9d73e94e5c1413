import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'TR',
  names: [
    { language: 'en', text: 'Türkiye' },
    { language: 'tr', text: 'Türkiye' },
    { language: 'ru', text: 'Турция' },
  ],
  operator:
    'The Köprü project, keeping the place for the Ministry of Industry and Technology (Sanayi Sicil Bilgi Sistemi)',
  country: 'TR',
  membership: 'MEMBER',
  languages: ['tr'],
  identifierSchemes: ['TR-VKN', 'TR-MERSIS', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
