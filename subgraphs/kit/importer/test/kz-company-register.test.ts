import { describe, expect, test } from 'vitest';
import { readyMappings } from '../src/mapping/ready-mappings.ts';
import { importText, recordOf } from './import-text.ts';

describe('the mapping of a company register of Kazakhstan', () => {
  const mapping = readyMappings.get('kz-company-register')!;
  // SYNTHETIC rows with the faults of the real ones.
  const row = {
    id: '7',
    bin: '990140000186',
    namekz: '«СИНТЕТИКА» ЖШС',
    nameru: 'ТОО «СИНТЕТИКА» (SYNTHETIC)',
    datereg: '15.01.1999',
    statusru: 'Зарегистрирован',
    addressru: 'Алматы',
  };

  test('takes names in both languages, the BIN, the date and the state', async () => {
    expect((await importText('a.ndjson', JSON.stringify(row), mapping)).problems).toEqual([]);
    expect(await recordOf('KZ.990140000186')).toMatchObject({
      names: [
        { text: '«СИНТЕТИКА» ЖШС', language: 'kk-Cyrl' },
        { text: 'ТОО «СИНТЕТИКА» (SYNTHETIC)', language: 'ru' },
      ],
      identifiers: [{ scheme: 'KZ-BIN', value: '990140000186' }],
      founded: '1999-01-15',
      status: 'ACTIVE',
    });
  });

  test.each([
    [
      'a missing BIN leaves the number of the row as its id',
      { bin: '' },
      'KZ.7',
      { identifiers: [] },
    ],
    [
      'a missing Kazakh name leaves the Russian one first',
      { namekz: null },
      'KZ.990140000186',
      { names: [{ text: 'ТОО «СИНТЕТИКА» (SYNTHETIC)' }, {}] },
    ],
    [
      'a note within the name is no part of it',
      { nameru: 'ТОО «СИНТЕТИКА» (в стадии ликвидации)' },
      'KZ.990140000186',
      { names: [{}, { text: 'ТОО «СИНТЕТИКА»' }] },
    ],
    [
      'a date that cannot be is noticed',
      { datereg: '31.02.2009' },
      'KZ.990140000186',
      { founded: null, notices: [{ path: 'founded', reason: 'INVALID_AT_SOURCE' }] },
    ],
    [
      'a state nobody knows is unknown',
      { statusru: 'Неизвестно что' },
      'KZ.990140000186',
      { status: 'UNKNOWN' },
    ],
  ])('%s', async (_, change, id, expected) => {
    expect(
      (await importText('a.ndjson', JSON.stringify({ ...row, ...change }), mapping)).problems,
    ).toEqual([]);
    expect(await recordOf(id)).toMatchObject(expected);
  });
});
