import {
  contractVersion,
  identifierSchemes,
  isRegistryCode,
  parseLanguageTag,
  registryExtensions,
} from '@kopru/schema';
import { kindShapes } from '../contract-shapes.ts';
import { inspect, inspectEach, show } from '../requirement.ts';
import type { Requirement } from '../requirement.ts';
import type { Target } from '../target.ts';

interface Said {
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

async function saidBy({ ask }: Target): Promise<Said[]> {
  const { data } = await ask(
    '{ registries { code name operator country membership languages identifierSchemes contractVersion licence records { kind count } asOf extension } }',
  );
  return (data?.registries ?? []) as Said[];
}

const ofItself = (problem: (said: Said) => string | null) => async (subject: Target) =>
  inspect(await saidBy(subject), problem);

const kindOfType = (typeName: string): string =>
  typeName.replace(/(?!^)([A-Z])/g, '_$1').toUpperCase();

export const identity: Requirement[] = [
  {
    id: 'J6GJ',
    level: 'MUST',
    title: 'answers `registries` with itself alone, under a code that the contract knows',
    check: async (subject) => {
      const all = await saidBy(subject);
      const isRight = all.length === 1 && isRegistryCode(String(all[0]?.code));
      return {
        tested: 1,
        problems: isRight
          ? []
          : [
              `expected one registry with a code of ${Object.keys(registryExtensions).join(' ')}, but got ${show(all.map(({ code }) => code))}`,
            ],
      };
    },
  },
  {
    id: 'J4UU',
    level: 'MUST',
    title: 'names the version of the contract that it answers',
    check: ofItself(({ contractVersion: version }) =>
      version.split('.')[0] === contractVersion.split('.')[0]
        ? null
        : `expected a version of ${contractVersion}, but got ${version}`,
    ),
  },
  {
    id: '4TWG',
    level: 'MUST',
    title: 'counts its records kind by kind as its connections count them',
    check: async (subject) => {
      const [said] = await saidBy(subject);
      const counts = new Map((said?.records ?? []).map(({ kind, count }) => [kind, count]));
      return inspectEach(kindShapes, async (kind) => {
        const { totalCount } = await subject.page(kind, { first: 0 });
        const counted = counts.get(kindOfType(kind.typeName)) ?? 0;
        return {
          tested: 1,
          problems:
            counted === totalCount
              ? []
              : [`expected ${totalCount} of ${kind.page}, but registries counts ${counted}`],
        };
      });
    },
  },
  {
    id: 'T2E7',
    level: 'MUST',
    title: 'names its languages by BCP 47 tags in their own casing',
    check: ofItself(({ languages }) => {
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
    check: ofItself(({ identifierSchemes: schemes }) => {
      const wrong = schemes.find((scheme) => !Object.hasOwn(identifierSchemes, scheme));
      return wrong === undefined ? null : `expected schemes of the contract, but got ${wrong}`;
    }),
  },
  {
    id: '5CQ2',
    level: 'MUST',
    title: 'says who operates it, under which licence, and by which field its extension is found',
    check: ofItself((said) => {
      if (said.operator.trim() === '' || said.licence.trim() === '' || said.name.trim() === '')
        return `expected a name, an operator and a licence, but got ${show(said)}`;
      const { extension, code } = said;
      return extension === null || extension === registryExtensions[code]
        ? null
        : `expected the extension ${registryExtensions[code] ?? ''}, but got ${extension}`;
    }),
  },
  {
    id: '9B9N',
    level: 'SHOULD',
    title: 'says when it last changed a record, not later than now',
    check: ofItself(({ asOf, records }) => {
      const time = asOf === null ? null : Date.parse(asOf);
      const isRight =
        time === null ? records.every(({ count }) => count === 0) : time <= Date.now() + 300_000;
      return isRight ? null : `expected a time of the past, but got ${show(asOf)}`;
    }),
  },
];
