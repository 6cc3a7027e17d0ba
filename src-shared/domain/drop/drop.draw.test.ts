import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawNumber, drawWinners, hasKeyword, seedHash } from './draw.ts';
import { sha256Hex } from './sha256.ts';

describe('the draw of a lucky bag', () => {
  test('hashes as the standard says', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(seedHash('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  const users = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 60 });

  test('is the same whatever the order of entries, and draws each user once', () => {
    fc.assert(
      fc.property(fc.string(), users, fc.integer({ min: 0, max: 70 }), (seed, entered, winners) => {
        const drawn = drawWinners(seed, entered, winners);
        expect(drawn).toEqual(drawWinners(seed, [...entered, ...entered].toReversed(), winners));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn).toHaveLength(Math.min(winners, entered.length));
        for (const userId of drawn) expect(entered).toContain(userId);
      }),
    );
  });

  test('takes the lowest numbers', () => {
    const entered = ['amy', 'bo', 'cy', 'di'];
    const ranked = entered.toSorted((a, b) => (drawNumber('s', a) < drawNumber('s', b) ? -1 : 1));
    expect(drawWinners('s', entered, 2)).toEqual(ranked.slice(0, 2));
  });

  test('treats everybody alike', () => {
    const wins = new Map<string, number>();
    const entered = Array.from({ length: 10 }, (_, at) => `u${at}`);
    for (let round = 0; round < 1000; round += 1)
      for (const userId of drawWinners(`seed ${round}`, entered, 3))
        wins.set(userId, (wins.get(userId) ?? 0) + 1);
    // 300 of 1,000 each; five standard deviations are 72.
    for (const userId of entered) expect(Math.abs((wins.get(userId) ?? 0) - 300)).toBeLessThan(72);
  });

  test.each([
    ['我要福袋', '福袋', true],
    ['ＡＢＣ 福 袋', 'abc福袋', true],
    ['福', '福袋', false],
    ['', '福袋', false],
  ])('%s with the keyword %s: %s', (text, keyword, has) => {
    expect(hasKeyword(text, keyword)).toBe(has);
  });
});
