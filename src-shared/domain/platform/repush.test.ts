import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidIds } from '../../sync/ids.ts';
import { repushAt } from './repush.ts';

const movedAt = '2026-06-18T11:00:00.000Z';
const start = Date.parse(movedAt);

test('it lies between the two, and is the same for the same act whoever asks', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.integer({ min: 10, max: 3600 }), fc.nat(3000), (actId, minSec, more) => {
      const between = { minSec, maxSec: minSec + more };
      const at = repushAt({ actId, movedAt }, between, start);
      const waitSec = (Date.parse(at) - start) / 1000;
      expect(waitSec).toBeGreaterThanOrEqual(minSec);
      expect(waitSec).toBeLessThanOrEqual(minSec + more);
      expect(repushAt({ actId, movedAt }, between, start + 1000)).toBe(at);
    }),
  );
});

test('acts of one evening are spread over the whole time', () => {
  const waits = Array.from({ length: 2000 }, () => {
    const at = repushAt({ actId: uuidIds.next(), movedAt }, { minSec: 10, maxSec: 20 }, start);
    return Math.floor((Date.parse(at) - start) / 1000);
  });
  for (let second = 10; second < 20; second += 1)
    expect(waits.filter((wait) => wait === second).length).toBeGreaterThan(120);
});

test('what is long overdue waits a second', () => {
  const now = start + 3_600_000;
  expect(repushAt({ actId: 'a', movedAt }, { minSec: 10, maxSec: 20 }, now)).toBe(
    new Date(now + 1000).toISOString(),
  );
});
