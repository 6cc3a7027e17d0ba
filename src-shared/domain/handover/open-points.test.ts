import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropStateSchema } from '../drop/drop.states.ts';
import { handoverCountsSchema } from './handover.schema.ts';
import { isOpenDrop, openPoints } from './open-points.ts';

test('each thing is counted once, and what is over not at all', () => {
  const seenArb = fc.record({
    drops: fc.array(fc.record({ state: fc.constantFrom(...dropStateSchema.options) })),
    batches: fc.array(fc.record({ unknown: fc.nat(9) })),
    acts: fc.array(fc.record({ unknown: fc.boolean() })),
    promises: fc.array(fc.record({ state: fc.constantFrom('open', 'done', 'dropped') })),
    stock: fc.array(fc.constantFrom('none', 'warn', 'danger', 'out')),
    questions: fc.array(fc.record({ state: fc.constantFrom('queued', 'answered') })),
    conflicts: fc.nat(9),
  });
  fc.assert(
    fc.property(seenArb, (seen) => {
      const counts = handoverCountsSchema.parse(openPoints(seen));
      const unknownDrops = seen.drops.filter(({ state }) => state === 'unknown').length;
      expect(counts.drops + unknownDrops).toBeLessThanOrEqual(seen.drops.length);
      expect(counts.unknown).toBeGreaterThanOrEqual(unknownDrops);
      expect(counts.promises).toBe(seen.promises.filter(({ state }) => state === 'open').length);
    }),
  );
  for (const over of ['planned', 'closed', 'failed', 'expired', 'unknown'] as const)
    expect(isOpenDrop(over)).toBe(false);
});
