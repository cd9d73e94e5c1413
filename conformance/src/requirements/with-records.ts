import { kindShapes } from '../contract-shapes.ts';
import type { KindShape } from '../contract-shapes.ts';
import { inspectEach, notApplicable } from '../requirement.ts';
import type { Finding } from '../requirement.ts';
import type { Node, Target } from '../target.ts';

/** Runs a check for each kind that has records, with the first five of them. */
export const withRecords =
  (check: (target: Target, kind: KindShape, nodes: Node[]) => Promise<Finding>) =>
  (target: Target) =>
    inspectEach(kindShapes, async (kind) => {
      const nodes = (await target.scan(kind)).rows.slice(0, 5).map(({ node }) => node);
      return nodes.length === 0 ? notApplicable : check(target, kind, nodes);
    });
