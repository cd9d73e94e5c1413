import type { RegistryRules } from '@kopru/records';
import type { Writer, Store } from '@kopru/store';

/** The registry that an import writes to. */
export interface ImportTarget extends RegistryRules {
  store: Store;
  write: Writer;
}
