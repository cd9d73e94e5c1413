import {
  checkIdentifier,
  externalPrefix,
  identifierSchemes,
  isicLabel,
  parseGlobalId,
} from '@kopru/schema';
import { show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import { forEachRecord, forEachValueOf, list } from './inspect-records.ts';

const referenceFields = ['party', 'operator', 'hub', 'owner', 'company', 'investor'];

/** What records state: activities, identifiers, shares, coordinates, references, sizes. */
export const recordFacts: Requirement[] = [
  {
    id: 'W2BR',
    level: 'MUST',
    title:
      "gives activities by ISIC Rev. 4 section, a division of that section, and the contract's label",
    check: forEachValueOf(['activities'], (value) => {
      const invalid = list(value).find(
        ({ section, division, label }) =>
          isicLabel(section as string, division as string | null) !== label,
      );
      return invalid ? `expected an ISIC activity with its label, but got ${show(invalid)}` : null;
    }),
  },
  {
    id: 'QRPU',
    level: 'MUST',
    title:
      'checks identifiers by the rules of their schemes, and marks one that fails INVALID_AT_SOURCE',
    check: forEachRecord(({ identifiers, notices }) => {
      const invalid = list(identifiers).find(({ scheme, value, check }, index) => {
        const verdict = checkIdentifier({ scheme: String(scheme), value: String(value) });
        const isNoticed = list(notices).some(
          ({ path, reason }) => path === `identifiers.${index}` && reason === 'INVALID_AT_SOURCE',
        );
        return verdict === 'INVALID'
          ? check !== 'NONE' || !isNoticed
          : check !== verdict && check !== 'REGISTER';
      });
      return invalid ? `expected the check of its scheme, but got ${show(invalid)}` : null;
    }),
  },
  {
    id: 'KXV9',
    level: 'SHOULD',
    title: 'uses identifier schemes that the contract knows',
    check: forEachValueOf(['identifiers'], (value) => {
      const invalid = list(value).find(
        ({ scheme }) => !Object.hasOwn(identifierSchemes, String(scheme).toUpperCase()),
      );
      return invalid ? `expected a scheme of the contract, but got ${show(invalid)}` : null;
    }),
  },
  {
    id: 'DAGY',
    level: 'MUST',
    title: 'gives shares between 0 and 1',
    check: forEachValueOf(['share', 'exportShare'], (value) =>
      typeof value === 'number' && value >= 0 && value <= 1
        ? null
        : `expected 0 to 1, but got ${show(value)}`,
    ),
  },
  {
    id: '2FNS',
    level: 'MUST',
    title: 'gives latitudes of -90 to 90 and longitudes of -180 to 180 degrees',
    check: forEachValueOf(['location'], (value) => {
      const { latitude, longitude } = value as { latitude: number; longitude: number };
      return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
        ? null
        : `expected coordinates on earth, but got ${show(value)}`;
    }),
  },
  {
    id: '2MQ5',
    level: 'MUST',
    title:
      'references organisations by id, kind and name on file; the registry is that of the id, null for EXT',
    check: forEachValueOf(referenceFields, (value) => {
      const reference = value as {
        id?: string;
        kind?: string;
        nameOnFile?: string;
        registry?: string | null;
      };
      if (typeof value !== 'object' || reference.nameOnFile === undefined) return null;
      const prefix = parseGlobalId(reference.id ?? '')?.registry;
      const registry = prefix === externalPrefix ? null : prefix;
      const isRight =
        prefix !== undefined &&
        reference.nameOnFile !== '' &&
        (reference.registry === undefined || reference.registry === registry);
      return isRight ? null : `expected a reference with its registry, but got ${show(value)}`;
    }),
  },
  {
    id: '4ZWN',
    level: 'MUST',
    title: 'marks a record as synthetic if and only if its source is SYNTHETIC',
    check: forEachValueOf(['provenance'], (value) => {
      const { source, synthetic } = value as { source: string; synthetic: boolean };
      return synthetic === (source === 'SYNTHETIC')
        ? null
        : `expected synthetic to be ${source === 'SYNTHETIC'}, but got ${synthetic}`;
    }),
  },
  {
    id: 'UUAT',
    level: 'SHOULD',
    title: 'gives websites as http or https addresses',
    check: forEachValueOf(['website'], (value) =>
      typeof value === 'string' && /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(value)
        ? null
        : `expected an address, but got ${show(value)}`,
    ),
  },
  {
    id: 'VQDP',
    level: 'SHOULD',
    title: 'puts a company into the size class of its number of employees',
    check: forEachRecord(({ employees, sizeClass }) => {
      if (typeof employees !== 'number' || sizeClass === null || sizeClass === undefined)
        return null;
      const expected =
        employees < 10 ? 'MICRO' : employees < 50 ? 'SMALL' : employees < 250 ? 'MEDIUM' : 'LARGE';
      return sizeClass === expected
        ? null
        : `expected ${expected} for ${employees} employees, but got ${show(sizeClass)}`;
    }),
  },
];
