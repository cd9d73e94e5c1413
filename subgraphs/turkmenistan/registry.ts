import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'TM',
  names: [
    { language: 'en', text: 'Turkmenistan' },
    { language: 'tk', text: 'Türkmenistan' },
    { language: 'ru', text: 'Туркменистан' },
  ],
  operator:
    'The Köprü project, keeping the place for the Union of Industrialists and Entrepreneurs and the State Committee for Statistics',
  country: 'TM',
  membership: 'OBSERVER',
  languages: ['tk', 'ru'],
  identifierSchemes: ['XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
