import { Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { contractDocument } from '@kopru/schema';
import { readSources } from '../../shape/sources.ts';
import { folders } from '../../src/local-registries.ts';

// A new kind or country costs the hub no line.

describe('the hub knows no kind', () => {
  // The hub may name pages, reports and Relay's types. It reads everything else from the contract.
  const vocabulary = new Set([
    'node',
    'nodes',
    'registries',
    'Query',
    'Registry',
    'RegistryReport',
    'Membership',
    'members',
  ]);
  const typeNames: string[] = [];
  const rootFields: string[] = [];
  const kindNames: string[] = [];
  for (const definition of contractDocument.definitions) {
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    )
      typeNames.push(definition.name.value);
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === 'Query') {
      rootFields.push(...(definition.fields ?? []).map((field) => field.name.value));
    }
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'RecordKind') {
      kindNames.push(...(definition.values ?? []).map((value) => value.name.value));
    }
  }
  const kinds = typeNames.filter((name) =>
    kindNames.some((kind) => kind.replaceAll('_', '') === name.toUpperCase()),
  );
  const hub = readSources()
    .filter(({ file }) => file.startsWith('gateway/src/'))
    .map(({ file, lines }) => ({
      file,
      code: lines.join('\n').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
    }));

  test('no file of it names a kind of record', () => {
    expect(kinds).toContain('Company');
    for (const { file, code } of hub) {
      for (const name of [...kinds, ...kindNames])
        expect(code, file).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  test('no file of it names a root field except those of Relay and of reports', () => {
    expect(rootFields).toContain('companies');
    for (const { file, code } of hub) {
      for (const name of rootFields.filter((each) => !vocabulary.has(each))) {
        expect(code, file).not.toMatch(new RegExp(`['"\`.]${name}\\b`));
      }
    }
  });

  test('no file of it names a country', () => {
    for (const { file, code } of hub) {
      // The secretariat is a form of membership too.
      for (const folder of folders.filter((each) => each !== 'secretariat'))
        expect(code.toLowerCase().includes(folder), `${file}: ${folder}`).toBe(false);
    }
  });
});
