import type { RegistryDefinition } from '@kopru/records';

const registry: RegistryDefinition = {
  code: 'OTS',
  names: [
    { language: 'en', text: 'Organization of Turkic States' },
    { language: 'tr', text: 'Türk Devletleri Teşkilatı' },
    { language: 'az', text: 'Türk Dövlətləri Təşkilatı' },
    { language: 'kk-Cyrl', text: 'Түркі мемлекеттері ұйымы' },
    { language: 'ky-Cyrl', text: 'Түрк мамлекеттер уюму' },
    { language: 'uz', text: 'Turkiy davlatlar tashkiloti' },
    { language: 'ru', text: 'Организация тюркских государств' },
  ],
  operator:
    'The Köprü project, keeping the place for the Secretariat of the Organization of Turkic States',
  country: null,
  membership: 'SECRETARIAT',
  languages: ['en', 'tr', 'az', 'kk-Cyrl', 'ky-Cyrl', 'uz', 'ru'],
  identifierSchemes: ['XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
