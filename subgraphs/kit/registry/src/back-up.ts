import { StoreError } from '@kopru/store';

/**
 * Copies a snapshot of a store into a file while others read and write the store. The file gets its
 * name when it is whole and on disk. Throws a StoreError.
 */
export async function backUpStore(url: string, file: string): Promise<{ bytes: number }> {
  const [, scheme = '', place = ''] = /^([a-z][a-z\d+.-]*):(.*)$/s.exec(url) ?? [];
  if (scheme === 'sqlite') return (await import('@kopru/store-sqlite')).backUpDatabase(place, file);
  // The rest of the URL may hold a password.
  const advice = scheme.startsWith('mongodb')
    ? 'MongoDB is backed up by mongodump; see docs/operate.md.'
    : 'Name one.';
  throw new StoreError(
    `Expected a store that is a file (sqlite:FILE), but got ${scheme === '' ? 'no scheme' : `${scheme}:`}. ${advice}`,
  );
}
