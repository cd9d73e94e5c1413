import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testPlan } from './report.ts';

writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'conformance.md'), testPlan());
