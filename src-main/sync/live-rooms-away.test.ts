import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { productFrame, snapshotFrame } from './live-frames-fixture.ts';
import { figures, setUp } from './live-rooms-fixture.ts';

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }),
);
afterEach(() => void vi.useRealTimers());

describe('figures outlive the hub’s absence', () => {
  const drop = {
    ...{ dropId: 'd', showId: 'show-1', state: 'open' as const, revision: 2, openedAt: null, closesAt: null },
    ...{ closedAt: null, leftMs: 30_000, granted: 3, refused: 0, reason: null },
    ...{ opensAt: null, opensInMs: null, grantedFen: 0, entered: 0, seedHash: null, priceBack: null },
    ...{ used: 0, usedGrossFen: 0, usedRefundsFen: 0 },
  };

  test('[SY62] a console that starts with its hub away shows the figures of last time, with their age', async () => {
    const first = setUp();
    first.hub.answer = async () =>
      snapshotFrame(0, { byProduct: productFrame(0, 700).byProduct, drops: [drop] });
    const { channel } = first.screen();
    await first.pass(3000);
    channel.close();
    const asOf = first.shelf.get('show-1/live')?.asOf;
    expect(asOf).toBeDefined();

    const second = setUp(first.shelf);
    second.hub.connected = false;
    const { frames } = second.screen();
    await second.pass(5000);
    expect(figures(frames).at(-1)).toBe(700);
    expect(frames.every((frame) => !frame.connected && frame.asOf === asOf)).toBe(true);
    // How long the drop is open still, nobody knows.
    expect(frames.findLast((frame) => frame.drops)?.drops).toEqual([{ ...drop, leftMs: null }]);

    second.hub.connected = true;
    second.hub.answer = async () => snapshotFrame(0, { byProduct: productFrame(0, 900).byProduct });
    second.rooms.resume();
    await second.pass(300);
    expect(figures(frames).at(-1)).toBe(900);
    expect(frames.at(-1)).toMatchObject({ connected: true });
    expect(frames.at(-1)?.asOf).not.toBe(asOf);
    expect(frames.findLast((frame) => frame.snapshot)?.drops).toEqual([]);
  });

  test('they are kept as soon as the hub is gone, every few seconds while it is there, and no oftener', async () => {
    const t = setUp();
    t.screen();
    await t.pass(10_000);
    expect(t.shelf.size).toBe(0);
    await t.pass(8000);
    const kept = t.shelf.get('show-1/live')?.asOf;
    expect(kept).toBeDefined();
    await t.pass(5000);
    expect(t.shelf.get('show-1/live')?.asOf).toBe(kept);
    t.hub.connected = false;
    await t.pass(2000);
    expect(t.shelf.get('show-1/live')?.asOf).not.toBe(kept);
  });

  test('what was never known is not kept', async () => {
    const t = setUp();
    t.hub.connected = false;
    const { channel } = t.screen();
    await t.pass(20_000);
    channel.close();
    expect(t.shelf.size).toBe(0);
  });
});

describe('a hub that has fallen silent', () => {
  test('[SY62] "as of" stands still while the connection seems to stand and nobody answers', async () => {
    const t = setUp();
    const { frames } = t.screen();
    await t.pass(5000);
    t.hub.alive = () => new Promise(() => undefined);
    await t.pass(1100);
    const asOf = frames.at(-1)?.asOf;
    frames.length = 0;
    await t.pass(6000);
    expect(frames.length).toBeGreaterThanOrEqual(4);
    expect(frames.every((frame) => frame.connected && frame.asOf === asOf)).toBe(true);
    t.rooms.frame(productFrame(1, 100));
    await t.pass(100);
    expect(frames.at(-1)?.asOf).not.toBe(asOf);
  });

  test('it is not asked while its frames come', async () => {
    const t = setUp();
    let asked = 0;
    t.hub.alive = async () => {
      asked += 1;
    };
    t.screen();
    await t.pass(200);
    for (let number = 1; number <= 30; number += 1) {
      t.rooms.frame(productFrame(number, number));
      await t.pass(200);
    }
    expect(asked).toBe(0);
  });
});
