import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdviceInput, extendOrCut } from './rundown.advice.ts';

const input = (part: Partial<AdviceInput> = {}): AdviceInput => ({
  slotGrossFen: 600_000,
  slotSec: 300,
  showGrossFen: 6_000_000,
  showSec: 3600,
  slotLeftSec: 30,
  showOverSec: -600,
  stockLeft: 50,
  waiting: 8,
  ...part,
});

describe('extend or cut', () => {
  it('extends what sells better than the show while there is room, and says how much', () => {
    expect(extendOrCut(input())).toEqual({
      advice: 'extend',
      why: 'sells-better',
      slotFenPerMinute: 120_000,
      showFenPerMinute: 100_000,
      roomSec: 600,
    });
  });
  it('keeps it while much of its time is left, and when the show is over its plan', () => {
    expect(extendOrCut(input({ slotLeftSec: 200 }))).toMatchObject({ advice: 'keep', why: 'as-the-show' });
    expect(extendOrCut(input({ showOverSec: 20 }))).toMatchObject({ advice: 'keep', why: 'show-over' });
    expect(extendOrCut(input({ showOverSec: 20, waiting: 0 }))).toMatchObject({ advice: 'extend' });
  });
  it('cuts what sells far worse, but not the last one', () => {
    expect(extendOrCut(input({ slotGrossFen: 250_000 }))).toMatchObject({
      advice: 'cut',
      why: 'sells-worse',
    });
    expect(extendOrCut(input({ slotGrossFen: 250_000, waiting: 0 })).advice).toBe('keep');
  });
  it('cuts what is sold out, however well it sold', () => {
    expect(extendOrCut(input({ stockLeft: 0 }))).toMatchObject({ advice: 'cut', why: 'sold-out' });
    expect(extendOrCut(input({ stockLeft: null })).advice).toBe('extend');
  });
  it('says nothing in the first minute and before the first order', () => {
    expect(extendOrCut(input({ slotSec: 59 })).advice).toBe('too-early');
    expect(extendOrCut(input({ showGrossFen: 0 })).advice).toBe('too-early');
  });
  it('selling more never turns the advice against a product', () => {
    const rank = { cut: 0, 'too-early': 1, keep: 1, extend: 2 };
    const figures = fc.record({
      slotGrossFen: fc.nat(10_000_000),
      more: fc.nat(10_000_000),
      slotSec: fc.integer({ min: 60, max: 4000 }),
      showGrossFen: fc.nat(100_000_000),
      slotLeftSec: fc.nat(1000),
      showOverSec: fc.option(fc.integer({ min: -5000, max: 5000 })),
      waiting: fc.nat(20),
    });
    fc.assert(
      fc.property(figures, ({ more, ...part }) => {
        const before = extendOrCut(input(part));
        const after = extendOrCut(input({ ...part, slotGrossFen: part.slotGrossFen + more }));
        expect(rank[after.advice]).toBeGreaterThanOrEqual(rank[before.advice]);
        expect(Number.isInteger(after.slotFenPerMinute)).toBe(true);
      }),
    );
  });
});
