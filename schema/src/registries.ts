/**
 * The registry codes of the contract, with the name of each registry's extension: the camel-case
 * field that it may add to the contract's
 * types, and the prefix of its own type names. The codes are not ISO codes; see RegistryCode in the
 * contract.
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

/** Whether the contract has this registry code. */
export const isRegistryCode = (text: string): boolean => Object.hasOwn(registryExtensions, text);
