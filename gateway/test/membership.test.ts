import { expect, test } from 'vitest';
import { parseMembership, readMembership } from '../src/membership/membership.ts';

const member = {
  code: 'KZ',
  membership: 'MEMBER',
  name: 'Kazakhstan',
  url: 'http://127.0.0.1:4002/graphql',
};
const file = (registries: unknown, version: unknown = 1) =>
  parseMembership({ version, registries }, 'list.json');

test('a membership list is read in its own order', () => {
  const list = file([member, { ...member, code: 'AZ' }]);
  expect([...list.keys()]).toEqual(['KZ', 'AZ']);
});

test.each([
  ['no registries', [], 'found none'],
  ['an unknown code', [{ ...member, code: 'XX' }], 'XX'],
  ['a code that is no text', [{ ...member, code: 1 }], 'code 1'],
  ['an unknown membership', [{ ...member, membership: 'FRIEND' }], 'FRIEND'],
  ['no name', [{ ...member, name: '' }], 'no name'],
  ['a URL that is not http', [{ ...member, url: 'file:///etc/passwd' }], 'file:'],
  ['a registry twice', [member, member], 'twice'],
  ['no list at all', undefined, 'found none'],
])('a membership list with %s is refused, in words', (_, registries, word) => {
  expect(() => file(registries)).toThrow(word);
});

test('a membership list of another version, or none, is refused', async () => {
  expect(() => file([member], 2)).toThrow('version 1');
  await expect(readMembership('/nowhere/list.json')).rejects.toThrow('/nowhere/list.json');
});
