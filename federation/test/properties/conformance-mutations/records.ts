import { connections, deep, firstNode, list, nodes, of } from './break.ts';
import type { Any, Mutation } from './break.ts';

export const records: Mutation[] = [
  of(
    'AB3G',
    'gives a foreign id',
    firstNode((node) => (node.id = 'KZ.foreign')),
  ),
  of(
    'Y9BR',
    'gives one id to two records',
    connections(({ edges: all }) => all.length > 1 && (all[1]!.node.id = all[0]!.node.id)),
  ),
  of(
    'BQ8X',
    'gives null where none may be',
    firstNode((node) => (node.provenance = null)),
  ),
  of(
    'BQ8X',
    'gives a number as text',
    firstNode((node) => 'employees' in node && (node.employees = '12')),
  ),
  of(
    'BQ8X',
    'gives a status of its own',
    firstNode((node) => 'status' in node && (node.status = 'ALIVE')),
  ),
  of(
    'NGW6',
    'speaks for another registry',
    firstNode((node) => 'registry' in node && (node.registry = 'KZ')),
  ),
  of(
    'NGW6',
    'asserts relations in the name of another',
    nodes((node) => list(node.relations).forEach((each) => (each.assertedBy = 'KZ'))),
  ),
  of(
    'HXFF',
    'gives a day that does not exist',
    nodes((node) => typeof node.founded === 'string' && (node.founded = '2001-02-30')),
  ),
  of(
    'U6TF',
    'gives instants in local time',
    nodes((node) => ((node.provenance as Any).modifiedAt = '2026-03-01T12:00:00+03:00')),
  ),
  of(
    '8YFQ',
    'gives decimals with a comma',
    nodes((node) =>
      deep(node, (inner) => typeof inner.amount === 'string' && (inner.amount = '1,5')),
    ),
  ),
  of(
    'CG97',
    'gives language tags in capitals',
    nodes((node) => list(node.names).forEach((each) => (each.language = 'TR'))),
  ),
  of(
    'AZR3',
    'shows another name than the first',
    nodes((node) => list(node.names).length > 0 && (node.name = `${String(node.name)}!`)),
  ),
  of(
    'UPGC',
    'gives Cyrillic as Latin',
    nodes((node) => typeof node.latin === 'string' && (node.latin = 'Алтын')),
  ),
  of(
    'RV44',
    'gives Cyrillic as Common Turkic',
    nodes((node) => typeof node.turkic === 'string' && (node.turkic = 'Алтын')),
  ),
  of(
    'MNBF',
    'turns the direction of a name',
    firstNode((node) => (node.name = `a\u202eb`)),
  ),
  of(
    'W2BR',
    'puts a division under another section',
    nodes((node) =>
      list(node.activities).forEach((each) => (each.section = each.section === 'A' ? 'B' : 'A')),
    ),
  ),
  of(
    'QRPU',
    'says a check digit is right that is not',
    nodes((node) =>
      list(node.identifiers).forEach((each) => (each.value = `${String(each.value)}9`)),
    ),
  ),
  of(
    'KXV9',
    'uses a scheme of its own',
    nodes((node) => list(node.identifiers).forEach((each) => (each.scheme = 'OUR-NUMBER'))),
  ),
  of(
    'DAGY',
    'gives shares in percent',
    nodes((node) => deep(node, (inner) => typeof inner.share === 'number' && (inner.share = 51))),
  ),
  of(
    '2FNS',
    'swaps latitude and longitude beyond the pole',
    nodes((node) =>
      deep(node, (inner) => typeof inner.latitude === 'number' && (inner.latitude = 120)),
    ),
  ),
  of(
    '2MQ5',
    'points at a party without a name',
    nodes((node) => list(node.relations).forEach(({ party }) => ((party as Any).nameOnFile = ''))),
  ),
  of(
    '4ZWN',
    'passes made-up records for real ones',
    nodes((node) => ((node.provenance as Any).synthetic = false)),
  ),
  of(
    'UUAT',
    'gives a website without a scheme',
    nodes((node) => typeof node.website === 'string' && (node.website = 'example.org')),
  ),
  of(
    'VQDP',
    'puts every company into one class',
    nodes(
      (node) =>
        typeof node.employees === 'number' &&
        (node.sizeClass = node.employees < 10 ? 'LARGE' : 'MICRO'),
    ),
  ),
];
