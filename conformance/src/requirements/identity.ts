import {
  contractVersion,
  identifierSchemes,
  isRegistryCode,
  parseLanguageTag,
  registryExtensions,
} from '@kopru/schema';
import { kindShapes } from '../contract-shapes.ts';
import { inspect, inspectEach, show, single } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';

/** What a registry says of itself. */
interface Identity {
  code: string;
  name: string;
  operator: string;
  membership: string;
  languages: string[];
  identifierSchemes: string[];
  contractVersion: string;
  licence: string;
  records: { kind: string; count: number }[];
  asOf: string | null;
  extension: string | null;
}

async function readRegistries({ request }: Target): Promise<Identity[]> {
  const { data } = await request(
    `{
      registries {
        code name operator country membership languages identifierSchemes contractVersion
        licence records { kind count } asOf extension
      }
    }`,
  );
  return (data?.registries ?? []) as Identity[];
}

const ofIdentity = (problem: (identity: Identity) => string | null) => async (target: Target) =>
  inspect(await readRegistries(target), problem);

const kindOfType = (typeName: string): string =>
  typeName.replace(/(?!^)([A-Z])/g, '_$1').toUpperCase();

/** What the registry says of itself. */
export const identity: Requirement[] = [
  {
    id: 'J6GJ',
    level: 'MUST',
    title: 'answers `registries` with itself alone, under a code that the contract knows',
    check: async (target) => {
      const codes = (await readRegistries(target)).map(({ code }) => code);
      const isRight = codes.length === 1 && isRegistryCode(String(codes[0]));
      const valid = Object.keys(registryExtensions).join(' ');
      return single(
        isRight ? null : `expected one registry with a code of ${valid}, but got ${show(codes)}`,
      );
    },
  },
  {
    id: 'J4UU',
    level: 'MUST',
    title: 'names the version of the contract that it implements',
    check: ofIdentity(({ contractVersion: version }) =>
      version.split('.')[0] === contractVersion.split('.')[0]
        ? null
        : `expected a version of ${contractVersion}, but got ${version}`,
    ),
  },
  {
    id: '4TWG',
    level: 'MUST',
    title: 'counts its records of each kind as its connections count them',
    check: async (target) => {
      const [identity] = await readRegistries(target);
      const counts = new Map((identity?.records ?? []).map(({ kind, count }) => [kind, count]));
      return inspectEach(kindShapes, async (kind) => {
        const { totalCount } = await target.page(kind, { first: 0 });
        const counted = counts.get(kindOfType(kind.typeName)) ?? 0;
        return single(
          counted === totalCount
            ? null
            : `expected ${totalCount} of ${kind.page}, but registries counts ${counted}`,
        );
      });
    },
  },
  {
    id: 'T2E7',
    level: 'MUST',
    title: 'names its languages by BCP 47 tags in canonical casing',
    check: ofIdentity(({ languages }) => {
      const wrong = languages.find((tag) => parseLanguageTag(tag) !== tag);
      return languages.length > 0 && wrong === undefined
        ? null
        : `expected BCP 47 tags, but got ${show(languages)}`;
    }),
  },
  {
    id: 'DU26',
    level: 'MUST',
    title: 'names identifier schemes by org-id.guide codes that the contract knows',
    check: ofIdentity(({ identifierSchemes: schemes }) => {
      const wrong = schemes.find((scheme) => !Object.hasOwn(identifierSchemes, scheme));
      return wrong === undefined ? null : `expected schemes of the contract, but got ${wrong}`;
    }),
  },
  {
    id: '5CQ2',
    level: 'MUST',
    title: 'names its operator, its licence and the field of its extension',
    check: ofIdentity((registry) => {
      const { name, operator, licence, extension, code } = registry;
      if ([name, operator, licence].some((text) => text.trim() === ''))
        return `expected a name, an operator and a licence, but got ${show(registry)}`;
      return extension === null || extension === registryExtensions[code]
        ? null
        : `expected the extension ${registryExtensions[code] ?? ''}, but got ${extension}`;
    }),
  },
  {
    id: '9B9N',
    level: 'SHOULD',
    title: 'says when it last changed a record; that time is not in the future',
    check: ofIdentity(({ asOf, records }) => {
      const time = asOf === null ? null : Date.parse(asOf);
      const isRight =
        time === null ? records.every(({ count }) => count === 0) : time <= Date.now() + 300_000;
      return isRight ? null : `expected a time of the past, but got ${show(asOf)}`;
    }),
  },
];
