import { z } from 'zod';
import { foldKey, nameKeys, textKey } from '@kopru/schema';
import { words } from './filters.ts';
import type { FilterField } from './kind.ts';
import { name } from './parts.ts';

// For kinds whose records have names. The other kinds have titles.

/** The first name is the native name. */
export const names = z.array(name).min(1).max(40);

export interface NamedRecord {
  names: z.infer<typeof names>;
}

const splitKey = (key: string): string[] => key.split(' ').filter(Boolean);

/** Finds a name by its key in its language and by its generic key. */
export const nameFilter: FilterField<NamedRecord> = words('name', (record) =>
  record.names.flatMap((each) => nameKeys(each.text, each.language).flatMap(splitKey)),
);

export const nameOrder = ({ names: [native] }: NamedRecord): string | null =>
  native ? textKey(foldKey(native.text, native.language)) : null;
