/** Who the registry is, as `registries` says it. */
const registry = {
  code: 'HU',
  names: [
    { language: 'en', text: 'Hungary' },
    { language: 'hu', text: 'Magyarország' },
    { language: 'ru', text: 'Венгрия' },
  ],
  operator:
    'The Köprü project, keeping the place for the Hungarian Investment Promotion Agency (HIPA)',
  country: 'HU',
  membership: 'OBSERVER',
  languages: ['hu'],
  identifierSchemes: ['HU-ADOSZAM', 'XI-LEI', 'XI-ROR'],
  licence: 'CC0-1.0',
};

export default registry;
