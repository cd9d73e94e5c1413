/**
 * The registry codes that the contract knows, and the name each one's national extension bears: the camel-case name of the field it may
 * add to the contract's types, and the beginning of its own type names. Not an ISO list: see RegistryCode.
 */
export const registryExtensions: Readonly<Record<string, string>> = {
  AZ: 'azerbaijan',
  KZ: 'kazakhstan',
  KG: 'kyrgyzstan',
  TR: 'turkiye',
  UZ: 'uzbekistan',
  HU: 'hungary',
  TM: 'turkmenistan',
  TRNC: 'northernCyprus',
  OTS: 'secretariat',
};

export const isRegistryCode = (text: string): boolean => Object.hasOwn(registryExtensions, text);
