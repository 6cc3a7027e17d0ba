import { expect, test } from 'vitest';
import {
  afterWrong,
  assertMayTry,
  blockedSec,
  FREE_TRIES,
  pauseAfter,
  type Tries,
  wrongPin,
} from './pin-tries.ts';

const NOW = Date.parse('2026-06-18T11:00:00Z');
const none: Tries = { wrong: 0, blockedUntil: null };

test('five wrong ones in a row, then pauses that double up to a quarter of an hour', () => {
  expect([1, 4, 5, 6, 7, 20, 500].map(pauseAfter)).toEqual([0, 0, 30, 60, 120, 900, 900]);
});

test('what is blocked is not looked at until its time, and a clock set back blocks no longer than that', () => {
  let tries = none;
  for (let n = 1; n < FREE_TRIES; n += 1) {
    tries = afterWrong(tries, NOW);
    expect(wrongPin(tries)).toMatchObject({ code: 'pin/wrong', params: { left: FREE_TRIES - n } });
    expect(() => assertMayTry(tries, NOW)).not.toThrow();
  }
  tries = afterWrong(tries, NOW);
  expect(wrongPin(tries)).toMatchObject({ code: 'pin/blocked', params: { seconds: 30 } });
  expect(() => assertMayTry(tries, NOW + 29_000)).toThrow(expect.objectContaining({ code: 'pin/blocked' }));
  expect(() => assertMayTry(tries, NOW + 30_000)).not.toThrow();
  expect(blockedSec(tries, NOW - 365 * 86_400_000)).toBe(900);
});
