import { describe, expect, test } from 'vitest';
import { inFederation, ofKind, registryOf } from './read-records.ts';

describe('a facility', () => {
  test('is one of at least 250, in every registry of a country, over the kinds of industry', () => {
    const facilities = ofKind('FACILITY');
    expect(facilities.length).toBeGreaterThanOrEqual(250);
    expect(new Set(facilities.map(({ id }) => registryOf(id))).size).toBe(8);
    const kinds = Map.groupBy(facilities, ({ facilityKind }) => facilityKind);
    for (const kind of [
      'POWER_PLANT',
      'MINE',
      'STEEL_PLANT',
      'CEMENT_PLANT',
      'OIL_GAS_FIELD',
      'CHEMICAL_PLANT',
    ] as const)
      expect(kinds.get(kind)?.length, kind).toBeGreaterThanOrEqual(10);
  });

  test('is owned over a border of the union sixty times at least, by shares of one whole', () => {
    const across = ofKind('FACILITY').flatMap(({ id, owners }) =>
      owners.filter(
        ({ party }) => inFederation(party.id) && registryOf(party.id) !== registryOf(id),
      ),
    );
    expect(across.length).toBeGreaterThanOrEqual(60);
    for (const { id, owners } of ofKind('FACILITY'))
      expect(
        owners.reduce((sum, { share }) => sum + (share ?? 0), 0),
        id,
      ).toBeLessThanOrEqual(1.0001);
  });

  test('that lies in several countries is linked from each of its records', () => {
    const links = ofKind('FACILITY').flatMap(({ id, counterparts }) =>
      counterparts.map((other) => [id, other.id] as const),
    );
    expect(links.length).toBeGreaterThan(20);
    const known = new Set(links.map((link) => link.join(' ')));
    expect(
      links.filter(
        ([from, to]) => !known.has(`${to} ${from}`) || registryOf(from) === registryOf(to),
      ),
    ).toEqual([]);
  });

  test('lies within the bounds of its country, where its location is known', () => {
    // South, west, north, east; generous by a degree.
    const bounds: Readonly<Record<string, readonly [number, number, number, number]>> = {
      AZ: [37.3, 43.7, 43, 52],
      KZ: [39.5, 45.4, 56.5, 88.4],
      KG: [38.1, 68.2, 44.3, 81.3],
      TR: [34.8, 24.6, 43.2, 45.9],
      UZ: [36.1, 54.9, 46.6, 74.2],
      HU: [44.7, 15, 49.6, 24],
      TM: [34.1, 50.4, 43.8, 67.7],
      TRNC: [34, 31.6, 36.8, 35.7],
    };
    const places = [
      ...ofKind('FACILITY').map(({ id, address }) => ({ id, place: address?.location })),
      ...ofKind('TRANSPORT_NODE').map(({ id, location }) => ({ id, place: location })),
    ];
    const outside = places.filter(({ id, place }) => {
      const [south, west, north, east] = bounds[registryOf(id)]!;
      return (
        place &&
        (place.latitude < south ||
          place.latitude > north ||
          place.longitude < west ||
          place.longitude > east)
      );
    });
    expect(outside).toEqual([]);
  });
});

describe('a corridor', () => {
  test('and the nodes it leads over are there: at least 120, with a location each', () => {
    expect(ofKind('TRANSPORT_NODE').length).toBeGreaterThanOrEqual(120);
    expect(ofKind('TRANSPORT_NODE').filter(({ location }) => location === null)).toEqual([]);
  });

  test('says how it knows a distance, and where from', () => {
    const legs = ofKind('CORRIDOR').flatMap((corridor) => corridor.legs);
    expect(legs.length).toBeGreaterThan(50);
    expect(
      legs.filter(
        ({ distanceKm, distanceBasis }) => (distanceKm === null) !== (distanceBasis === null),
      ),
    ).toEqual([]);
    expect(legs.filter(({ source }) => !source)).toEqual([]);
  });

  test('from China over Kyrgyzstan to Uzbekistan is planned or being built', () => {
    const [railway] = ofKind('CORRIDOR').filter(
      ({ id }) => id === 'OTS.corridor-china-kyrgyzstan-uzbekistan',
    );
    expect(['PLANNED', 'CONSTRUCTION']).toContain(railway?.status);
  });
});
