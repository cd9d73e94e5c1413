import { GraphQLError } from 'graphql';
import { describe, expect, test } from 'vitest';
import { requestAllPages, requireWhole } from '../src/federation.ts';
import type { Federation, Report } from '../src/federation.ts';

const report = (registry: string, state: string, returned = 0): Report => ({
  ...{ registry, state, returned },
  total: null,
  tookMs: 5,
  detail: state === 'OK' ? null : `${state} detail`,
});

/** A federation whose one connection has these pages of reports. */
const pagesOf =
  (...pages: Report[][]): Federation =>
  (_query, { after }) => {
    const index = after === null ? 0 : Number(after);
    const pageInfo = { hasNextPage: index + 1 < pages.length, endCursor: String(index + 1) };
    return Promise.resolve({
      data: { things: { nodes: [index], pageInfo, registries: pages[index] } },
    });
  };

const codeOf = (reports: Report[]): unknown => {
  try {
    requireWhole(reports);
  } catch (error) {
    return error instanceof GraphQLError ? error.extensions.code : error;
  }
  return null;
};

describe('rows of several pages', () => {
  test('carry the worst report of each registry, whichever page it comes with', async () => {
    const federation = pagesOf(
      [report('KZ', 'OK', 2), report('TR', 'UNAVAILABLE')],
      [report('KZ', 'PARTIAL', 3), report('TR', 'PARTIAL', 1)],
      [report('KZ', 'TIMEOUT'), report('TR', 'OK', 4)],
    );
    const { rows, reports, complete } = await requestAllPages(federation, '', {});
    expect({ rows, complete }).toEqual({ rows: [0, 1, 2], complete: true });
    expect(reports).toEqual([
      { ...report('KZ', 'TIMEOUT', 5), tookMs: 15 },
      { ...report('TR', 'UNAVAILABLE', 5), tookMs: 15 },
    ]);
  });
});

describe('a result that needs every registry', () => {
  for (const [state, code] of [
    ['TIMEOUT', 'REGISTRY_TIMEOUT'],
    ['UNAVAILABLE', 'REGISTRY_UNAVAILABLE'],
    ['REFUSED', 'REGISTRY_REFUSED'],
    ['PARTIAL', 'REGISTRY_FIELD_FAILED'],
  ] as const)
    test(`names a registry that is ${state} by ${code}`, () => {
      expect(codeOf([report('KZ', 'OK'), report('TR', state)])).toBe(code);
    });

  test('names the worst of several', () => {
    expect(codeOf([report('KZ', 'PARTIAL'), report('TR', 'TIMEOUT')])).toBe('REGISTRY_TIMEOUT');
  });

  test('is given if all registries answered', () => {
    expect(codeOf([report('KZ', 'OK'), report('TR', 'OK')])).toBeNull();
  });
});
