import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { adviceFor, forgetRefusal, keepRefusal, type Refusal, refusalOf } from './refused-drop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  forgetRefusal('a');
  vi.useRealTimers();
});
const floor: Refusal = {
  code: 'offer/below-floor',
  params: { combination: '券 a + 券 b' },
  state: 'planned',
};

test('the reason stands until the drop has moved on, is dismissed, or gives way to another', () => {
  keepRefusal('a', floor);
  vi.advanceTimersByTime(3_600_000);
  expect(refusalOf('a', 'planned')).toBe(floor);
  expect(refusalOf('b', 'planned')).toBeNull();
  expect(refusalOf('a', 'armed')).toBeNull();
  const away: Refusal = { code: 'hub/away', params: {}, state: 'planned' };
  keepRefusal('a', away);
  expect(refusalOf('a', 'planned')).toBe(away);
  forgetRefusal('a');
  expect(refusalOf('a', 'planned')).toBeNull();
});

test('a rest that has passed is no reason any more, and does not take a later reason with it', () => {
  const rest: Refusal = { code: 'drop/cool-down', params: { seconds: 8 }, state: 'armed' };
  keepRefusal('a', rest);
  vi.advanceTimersByTime(7999);
  expect(refusalOf('a', 'armed')).toBe(rest);
  vi.advanceTimersByTime(1);
  expect(refusalOf('a', 'armed')).toBeNull();
  keepRefusal('a', { ...rest });
  keepRefusal('a', { ...floor, state: 'armed' });
  vi.advanceTimersByTime(8000);
  expect(refusalOf('a', 'armed')?.code).toBe('offer/below-floor');
});

test('what the state on the card says is not kept beside it', () => {
  keepRefusal('a', floor);
  keepRefusal('a', { code: 'drop/changed', params: {}, state: 'planned' });
  expect(refusalOf('a', 'planned')).toBeNull();
});

test('each reason comes with what to do about it', () => {
  expect(adviceFor('offer/below-floor')).toBe('adviceFloor');
  expect(adviceFor('drop/cool-down')).toBe('adviceWait');
  expect(adviceFor('effect/expired')).toBe('adviceHub');
  expect(adviceFor('auth/forbidden')).toBe('adviceRole');
  expect(adviceFor('platform/refused')).toBe('adviceElse');
});
