import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'UZ',
  names: [
    { language: 'en', text: 'Uzbekistan' },
    { language: 'uz', text: 'Oʻzbekiston' },
    { language: 'uz-Cyrl', text: 'Ўзбекистон' },
    { language: 'ru', text: 'Узбекистан' },
  ],
  operator:
    'The Köprü project, keeping the place for IT Park Uzbekistan and the National Statistics Committee',
  country: 'UZ',
  membership: 'MEMBER',
  languages: ['uz', 'uz-Cyrl', 'ru'],
  identifierSchemes: ['UZ-STIR', 'UZ-OKPO', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
