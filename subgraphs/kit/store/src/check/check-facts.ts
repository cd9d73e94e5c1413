import { indexRecord, kinds } from '@kopru/records';
import type { Facts } from '@kopru/records';
import { scanRecords } from '../scan-records.ts';
import type { StoreCheck } from './store-check.ts';

/** Compares the facts that statistics add up with the facts of the records. */
export async function checkFacts({ store, report }: StoreCheck): Promise<void> {
  for (const kind of kinds.filter(({ statistics }) => statistics !== undefined)) {
    const counts = new Map<string, number>();
    const add = (facts: Facts | undefined, number: 1 | -1): void => {
      const key = JSON.stringify(facts);
      const count = (counts.get(key) ?? 0) + number;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    };
    for await (const record of scanRecords(store))
      if (record.kind === kind.name) add(indexRecord(kind, record).facts, 1);
    for await (const batch of store.facts(kind.name, { always: true }))
      for (const facts of batch) add(facts, -1);
    for (const [facts, count] of counts)
      report({
        id: null,
        expected: `${count > 0 ? 'more' : 'fewer'} records of ${kind.name} with the facts ${facts}`,
        found: `${Math.abs(count)} ${count > 0 ? 'missing' : 'too many'}`,
      });
  }
}
