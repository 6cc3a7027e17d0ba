import { describe, expect, test } from 'vitest';
import { cueOf, middleMs } from './cue.ts';

describe('the cue for buyers who see it later', () => {
  test('counts to the delayed "go", says now, and goes', () => {
    expect([0, 4999, 5000, 8000, 9499, 9500].map((ms) => cueOf(8000, ms))).toEqual([
      ...[8, 4, 3, 'now', 'now', 'past'],
    ]);
  });
  test('one odd measurement does not decide', () => {
    expect(middleMs([4200])).toBe(4200);
    expect(middleMs([4200, 4400])).toBe(4400);
    expect(middleMs([4200, 19_000, 4300])).toBe(4300);
    expect(middleMs([])).toBe(0);
  });
});
