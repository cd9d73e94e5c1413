import { openStore } from '@kopru/registry';
import { describeWalks } from './describe-page-scans.ts';

describeWalks(() => openStore('sqlite::memory:'));
