import { openStore } from '@kopru/registry';
import { describePageScans } from './describe-page-scans.ts';

describePageScans(() => openStore('sqlite::memory:'));
