import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'KZ',
  names: [
    { language: 'en', text: 'Kazakhstan' },
    { language: 'kk-Cyrl', text: 'Қазақстан' },
    { language: 'kk-Latn', text: 'Qazaqstan' },
    { language: 'ru', text: 'Казахстан' },
  ],
  operator:
    'The Köprü project, keeping the place for QazIndustry, the industrial development agency under the Ministry of Industry and Construction',
  country: 'KZ',
  membership: 'MEMBER',
  languages: ['kk-Cyrl', 'kk-Latn', 'ru'],
  identifierSchemes: ['KZ-BIN', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
