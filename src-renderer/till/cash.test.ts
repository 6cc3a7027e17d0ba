import fc from 'fast-check';
import { expect, it } from 'vitest';
import { likelyCash } from './cash.ts';

it('offers what a buyer is likely to hand over', () => {
  expect(likelyCash(8750)).toEqual([9000, 10_000]);
  expect(likelyCash(12_800)).toEqual([13_000, 15_000, 20_000]);
  expect(likelyCash(10_000)).toEqual([]);
});

it('never offers too little, nor the total itself, nor one twice', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (totalFen) => {
      const amounts = likelyCash(totalFen);
      expect(amounts).toEqual([...new Set(amounts)].sort((a, b) => a - b));
      for (const amount of amounts) expect(amount).toBeGreaterThan(totalFen);
    }),
  );
});
