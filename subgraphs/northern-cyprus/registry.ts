import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'TRNC',
  names: [
    { language: 'en', text: 'Northern Cyprus' },
    { language: 'tr', text: 'Kuzey Kıbrıs' },
    { language: 'ru', text: 'Северный Кипр' },
  ],
  operator:
    'The Köprü project, keeping the place for the Cyprus Turkish Chamber of Industry (Kıbrıs Türk Sanayi Odası)',
  country: null,
  membership: 'OBSERVER',
  languages: ['tr'],
  identifierSchemes: ['XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
