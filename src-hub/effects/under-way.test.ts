import { beforeEach, expect, test } from 'vitest';
import { testClock } from '#shared/sync/clock.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { STOP_WAIT_MS, type UnderWay, underWay } from './under-way.ts';

let timers: TestTimers;
let work: UnderWay;
beforeEach(() => {
  timers = testTimers(testClock());
  work = underWay(timers);
});

/** Whether a stop that begins now is over, asked as often as one likes. */
function stopping(): () => boolean {
  let over = false;
  void work.ended().then(() => {
    over = true;
  });
  return () => over;
}

test('with nothing under way there is nothing to wait for, nor with what has ended, well or not', async () => {
  await work.ended();
  await work.track(Promise.resolve());
  await expect(work.track(Promise.reject(new Error('no route')))).rejects.toThrow('no route');
  await work.ended();
});

test('all that is under way is waited for, and an error among it is nobody’s but its own', async () => {
  const first = Promise.withResolvers<string>();
  const second = Promise.withResolvers<void>();
  const heard = expect(work.track(second.promise)).rejects.toThrow('late');
  const tracked = work.track(first.promise);
  const isOver = stopping();
  first.resolve('done');
  expect(await tracked).toBe('done');
  await timers.advance(STOP_WAIT_MS - 1);
  expect(isOver()).toBe(false);
  second.reject(new Error('late'));
  await heard;
  await timers.advance(0);
  expect(isOver()).toBe(true);
});

test('what does not end is waited for so long and no longer', async () => {
  void work.track(new Promise(() => undefined));
  const isOver = stopping();
  await timers.advance(STOP_WAIT_MS - 1);
  expect(isOver()).toBe(false);
  await timers.advance(1);
  expect(isOver()).toBe(true);
});
