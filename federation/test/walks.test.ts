import { openStore } from '@kopru/registry';
import { describeWalks } from './describe-walks.ts';

describeWalks(() => openStore('sqlite::memory:'));
