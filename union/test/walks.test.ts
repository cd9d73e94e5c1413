import { openStore } from '@kopru/kit';
import { describeWalks } from './describe-walks.ts';

describeWalks(() => openStore('sqlite::memory:'));
