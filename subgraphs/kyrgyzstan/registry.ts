import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'KG',
  names: [
    { language: 'en', text: 'Kyrgyzstan' },
    { language: 'ky-Cyrl', text: 'Кыргызстан' },
    { language: 'ru', text: 'Кыргызстан' },
  ],
  operator:
    'The Köprü project, keeping the place for the High Technology Park of the Kyrgyz Republic and the National Statistical Committee',
  country: 'KG',
  membership: 'MEMBER',
  languages: ['ky-Cyrl', 'ru'],
  identifierSchemes: ['KG-INN', 'KG-OKPO', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
