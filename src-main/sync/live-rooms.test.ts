import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { LiveFrame } from '#shared/contract/live.ts';
import { productFrame, snapshotFrame } from './live-frames-fixture.ts';
import { figures, setUp } from './live-rooms-fixture.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
afterEach(() => void vi.useRealTimers());

describe('live frames of a desk', () => {
  test('a screen begins with what is known at once, then gets the hub’s snapshot', async () => {
    const t = setUp();
    t.hub.answer = async () => snapshotFrame(3, { byProduct: productFrame(3, 700).byProduct });
    const { frames } = t.screen();
    await t.settle();
    expect(frames[0]).toMatchObject({ snapshot: true, asOf: null, connected: true });
    await t.settle();
    expect(frames.at(-1)).toMatchObject({ snapshot: true, products: [{ grossFen: 700 }] });
    expect(frames.at(-1)?.asOf).toBe(new Date(t.clock.nowMs()).toISOString());
  });

  test('however fast the hub tells, a screen gets at most ten frames a second, and the last figure', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(500);
    frames.length = 0;
    for (let number = 1; number <= 600; number += 1) {
      t.rooms.frame(productFrame(number, number));
      if (number % 100 === 50) t.rooms.refreshProducts();
      await t.pass(10);
    }
    await t.pass(200);
    const times = frames.map((frame) => frame.atMs);
    for (const from of times) {
      expect(times.filter((time) => time >= from && time < from + 1000).length).toBeLessThanOrEqual(10);
    }
    expect(frames.length).toBeGreaterThan(50);
    expect(figures(frames).at(-1)).toBe(600);
  });

  test('after silence a change is told at once: waiting comes behind the first frame, not before it', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(750);
    frames.length = 0;
    t.rooms.frame(productFrame(1, 100));
    t.rooms.frame(productFrame(2, 200));
    await t.settle();
    expect(figures(frames)).toEqual([200]);
    t.rooms.frame(productFrame(3, 300));
    await t.settle();
    expect(figures(frames)).toEqual([200]);
    await t.pass(100);
    expect(figures(frames)).toEqual([200, 300]);
  });

  test('silence is told too: a heartbeat says that the figures are as of now', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(5000);
    const beats = frames.filter((frame) => !frame.snapshot);
    expect(beats.length).toBeGreaterThanOrEqual(4);
    expect(beats.at(-1)).toEqual({
      snapshot: false,
      connected: true,
      asOf: expect.any(String),
      atMs: expect.any(Number),
    });
    const age = t.clock.nowMs() - Date.parse(beats.at(-1)?.asOf ?? '');
    expect(age).toBeLessThanOrEqual(1000);
  });

  test('while the hub is away the heart beats on and "as of" stands still', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(2000);
    t.hub.connected = false;
    const known = frames.at(-1)?.asOf;
    frames.length = 0;
    await t.pass(5000);
    expect(frames.length).toBeGreaterThanOrEqual(4);
    expect(frames.every((frame) => frame.connected === false && frame.asOf === known)).toBe(true);
  });

  test('with the hub back, "as of" moves only once a new snapshot stands', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(2000);
    const known = frames.at(-1)?.asOf;
    t.hub.connected = false;
    await t.pass(3000);
    let answer: (frame: LiveFrame) => void = () => undefined;
    t.hub.answer = () => new Promise((resolve) => (answer = resolve));
    t.hub.connected = true;
    t.rooms.resume();
    frames.length = 0;
    await t.pass(3000);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.every((frame) => frame.asOf === known)).toBe(true);
    answer(snapshotFrame(0));
    await t.pass(100);
    expect(frames.at(-1)).toMatchObject({ snapshot: true });
    expect(frames.at(-1)?.asOf).not.toBe(known);
  });

  test('a show that the hub does not know yet is asked for again until it does', async () => {
    const t = setUp();
    t.hub.answer = async () => {
      throw new AppError('show/not-found');
    };
    const { frames } = t.screen();
    await t.pass(3000);
    expect(frames.every((frame) => frame.asOf === null)).toBe(true);
    t.hub.answer = async () => snapshotFrame(0, { byProduct: productFrame(0, 42).byProduct });
    await t.pass(1200);
    expect(figures(frames).at(-1)).toBe(42);
    expect(t.errors).toEqual([]);
  });

  test('a snapshot that could not be had is said and asked for again', async () => {
    const t = setUp();
    t.hub.answer = () => Promise.reject(new AppError('hub/away'));
    t.screen();
    await t.pass(1000);
    expect(t.errors[0]).toMatchObject({ code: 'hub/away' });
    t.hub.answer = async () => snapshotFrame();
    const asked = t.asked.length;
    await t.pass(5000);
    expect(t.asked.length).toBe(asked + 1);
  });

  test('a frame that comes with the snapshot is not lost: none before it is taken, all behind it are', async () => {
    const t = setUp();
    let answer: (frame: LiveFrame) => void = () => undefined;
    t.hub.answer = () => new Promise((resolve) => (answer = resolve));
    const { frames } = t.screen();
    await t.settle();
    t.rooms.frame(productFrame(6, 600));
    answer(snapshotFrame(7, { byProduct: productFrame(7, 700).byProduct }));
    t.rooms.frame(productFrame(8, 800));
    await t.settle();
    t.rooms.frame(productFrame(9, 900));
    await t.pass(200);
    expect(figures(frames).at(-1)).toBe(900);
    expect(t.asked).toEqual(['watch']);
    expect(figures(frames)).not.toContain(600);
  });

  test('after a lost frame a new snapshot is asked for, once', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(200);
    t.hub.answer = async () => snapshotFrame(9, { byProduct: productFrame(9, 900).byProduct });
    t.rooms.frame(productFrame(5, 500));
    t.rooms.frame(productFrame(6, 600));
    await t.pass(200);
    expect(t.asked).toEqual(['watch', 'watch']);
    expect(figures(frames)).toEqual([900]);
  });

  test('a late screen gets everything at once, and costs the hub nothing', async () => {
    const t = setUp();
    t.screen();
    await t.pass(200);
    t.rooms.frame(productFrame(1, 100));
    await t.pass(200);
    const late = t.screen();
    await t.settle();
    expect(late.frames[0]).toMatchObject({ snapshot: true, products: [{ grossFen: 100 }] });
    expect(late.frames[0]?.asOf).not.toBeNull();
    expect(t.asked).toEqual(['watch']);
  });

  test('other products on the sheet: the screen gets the figures of those', async () => {
    const t = setUp();
    t.hub.answer = async () => snapshotFrame(0, { byProduct: productFrame(0, 5, 'B').byProduct });
    const { frames } = t.screen();
    await t.pass(200);
    expect(figures(frames)).toEqual([]);
    t.hub.skus = new Set(['A', 'B']);
    t.rooms.refreshProducts();
    await t.pass(200);
    expect(figures(frames)).toEqual([5]);
  });

  test('the last screen gone, the hub is told and nothing ticks any more; a new one starts afresh', async () => {
    const t = setUp();
    const [one, two] = [t.screen(), t.screen()];
    await t.pass(200);
    one.channel.close();
    await t.settle();
    expect(t.asked).toEqual(['watch']);
    expect(one.ended).toBe(true);
    two.channel.close();
    await t.settle();
    expect(t.asked).toEqual(['watch', 'unwatch']);
    expect(vi.getTimerCount()).toBe(0);
    t.rooms.frame(productFrame(1, 100));
    expect(vi.getTimerCount()).toBe(0);
    t.screen();
    await t.settle();
    expect(t.asked).toEqual(['watch', 'unwatch', 'watch']);
  });

  test('close ends every iterator', async () => {
    const t = setUp();
    const screens = [t.screen('show-1'), t.screen('show-2'), t.screen('show-1')];
    await t.pass(100);
    t.rooms.close();
    await t.settle();
    expect(screens.map((one) => one.ended)).toEqual([true, true, true]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('frames of a show or run kind that nobody watches are let go', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(200);
    frames.length = 0;
    t.rooms.frame({ ...productFrame(1, 1), runKind: 'rehearsal' });
    t.rooms.frame({ ...productFrame(1, 1), showId: 'show-2' });
    await t.pass(300);
    expect(figures(frames)).toEqual([]);
    expect(t.asked).toEqual(['watch']);
  });
});
