import { describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { hubTime } from './hub-time.ts';
import { ordersToAct } from './orders-to-act.ts';

const fire = { name: 'drop.fire', dropId: 'drop-1', revision: 2 } as const;
const TTL_MS = 3000;

/** A desk beside a hub whose clock is 1,000 s ahead of its own, over a line of 20 ms and 30 ms. */
function start() {
  const clock = testClock();
  const timers = testTimers(clock);
  const hub = { bootId: 'boot-1', aheadMs: 1_000_000, wayMs: 20, backMs: 30, connected: true, online: true };
  const machine = { sleptMs: 0 };
  const seen = { monotonicMs: clock.monotonicMs, nowMs: () => clock.nowMs() + machine.sleptMs };
  const sent: Array<{ commandId: string; bootId: string; notAfterMs: number; atHubMs: number }> = [];
  let refusal: AppError | null = null;
  let outbox: Promise<void> = Promise.resolve();
  const wait = (ms: number) => new Promise<void>((resolve) => timers.after(ms, resolve));
  const link = {
    get connected() {
      return hub.connected;
    },
    async request(name: string, input: never) {
      await wait(hub.wayMs);
      const monoMs = clock.monotonicMs() + hub.aheadMs;
      if (name === 'command') sent.push({ ...(input as (typeof sent)[number]), atHubMs: monoMs });
      await wait(hub.backMs);
      if (!hub.connected) throw new AppError('hub/away');
      if (name === 'command' && refusal) throw refusal;
      return name === 'time' ? { bootId: hub.bootId, monoMs, headSeq: 0 } : null;
    },
  } as unknown as Parameters<typeof ordersToAct>[0]['link'];
  const time = hubTime({
    clock: seen,
    timers,
    request: link.request,
    onHead: () => undefined,
  });
  const orders = ordersToAct({
    ...{ clock: seen, timers, time, link },
    async online(withinMs) {
      const before = clock.monotonicMs();
      while (!hub.online && clock.monotonicMs() - before < withinMs) await wait(50);
      return hub.online;
    },
    pushed: () => outbox,
  });
  return {
    ...{ clock, timers, hub, machine, sent, time, wait },
    greet: () => time.ask(5000),
    refuse: (code: AppError | null) => {
      refusal = code;
    },
    outboxTakes: (ms: number) => {
      outbox = wait(ms);
    },
    outboxFails: () => {
      outbox = Promise.reject(new Error('the file cannot be read'));
    },
    async give(commandId = 'c1') {
      const order = orders.command(fire, commandId, TTL_MS).then(
        () => 'done',
        (error: unknown) => (error as AppError).code,
      );
      await timers.advance(20_000);
      return order;
    },
  };
}
type Desk = ReturnType<typeof start>;
async function greeted(): Promise<Desk> {
  const desk = start();
  const reading = desk.greet();
  await desk.timers.advance(100);
  expect((await reading)?.hub.bootId).toBe('boot-1');
  return desk;
}

describe('an order to act', () => {
  test('[SY50] names a moment of the hub’s clock, never later than the press plus its time', async () => {
    const desk = await greeted();
    const pressedAtHub = desk.clock.monotonicMs() + desk.hub.aheadMs;
    expect(await desk.give()).toBe('done');
    const [order] = desk.sent;
    expect(order).toMatchObject({ commandId: 'c1', bootId: 'boot-1', ttlMs: TTL_MS, command: fire });
    expect(order?.notAfterMs).toBeLessThanOrEqual(pressedAtHub + TTL_MS);
    expect(order?.notAfterMs).toBeGreaterThan(pressedAtHub + TTL_MS - 50);
    expect(order).not.toHaveProperty('ageMs');
  });

  test('[SY50] that waited for the hub or the outbox loses that time, also without an earlier reading', async () => {
    for (const prepare of [start, greeted]) {
      const desk = await prepare();
      const pressedAtHub = desk.clock.monotonicMs() + desk.hub.aheadMs;
      desk.outboxTakes(1000);
      desk.hub.online = false;
      desk.timers.after(700, () => {
        desk.hub.online = true;
      });
      expect(await desk.give()).toBe('done');
      expect(desk.sent[0]?.notAfterMs).toBeLessThanOrEqual(pressedAtHub + TTL_MS);
      expect(desk.sent[0]?.notAfterMs).toBeGreaterThan(pressedAtHub + TTL_MS - 100);
      expect(desk.sent[0]?.atHubMs).toBeLessThan(pressedAtHub + TTL_MS);
    }
  });

  test('[SY53] is not sent at all once its time is over', async () => {
    const away = await greeted();
    away.hub.online = false;
    expect(await away.give()).toBe('effect/expired');
    const busy = await greeted();
    busy.outboxTakes(60_000);
    expect(await busy.give()).toBe('effect/expired');
    const slow = start();
    slow.hub.wayMs = 4000;
    expect(await slow.give()).toBe('effect/expired');
    expect([...away.sent, ...busy.sent, ...slow.sent]).toEqual([]);
  });

  test('[SY52] expires when this machine slept while it waited', async () => {
    const desk = await greeted();
    desk.outboxTakes(1000);
    desk.timers.after(500, () => {
      // Its monotonic clock stood still; the hub's went on.
      desk.machine.sleptMs += 60_000;
      desk.hub.aheadMs += 60_000;
    });
    expect(await desk.give()).toBe('effect/expired');
    expect(desk.sent).toEqual([]);
    // What was read before is void: the next order goes by a fresh reading.
    const pressedAtHub = desk.clock.monotonicMs() + desk.hub.aheadMs;
    expect(await desk.give('c2')).toBe('done');
    expect(desk.sent[0]?.notAfterMs).toBeGreaterThan(pressedAtHub + TTL_MS - 100);
  });

  test('[SY52] expires when the host says that the machine slept, though its clocks went on', async () => {
    const desk = await greeted();
    desk.outboxTakes(1000);
    desk.timers.after(500, () => desk.time.woke());
    expect(await desk.give()).toBe('effect/expired');
    expect(desk.sent).toEqual([]);
    expect(await desk.give('c2')).toBe('done');
  });

  test('[SY52] expires when the hub was restarted between press and sending', async () => {
    const desk = await greeted();
    desk.outboxTakes(1000);
    desk.timers.after(500, () => {
      Object.assign(desk.hub, { bootId: 'boot-2', aheadMs: 0 });
      void desk.greet();
    });
    expect(await desk.give()).toBe('effect/expired');
    expect(desk.sent).toEqual([]);
    expect(await desk.give('c2')).toBe('done');
    expect(desk.sent[0]).toMatchObject({ commandId: 'c2', bootId: 'boot-2' });
  });

  test('[SY53] without an answer is neither "not done" nor sent again', async () => {
    const desk = await greeted();
    desk.timers.after(25, () => {
      desk.hub.connected = false;
    });
    expect(await desk.give()).toBe('effect/unanswered');
    expect(desk.sent).toHaveLength(1);
    expect(await desk.give('c2')).toBe('hub/away');
    expect(desk.sent).toHaveLength(1);
  });

  test('[SY51] refused as expired, the desk reads the clock anew: the hub may have slept', async () => {
    const desk = await greeted();
    desk.refuse(new AppError('effect/expired', { seconds: 3 }));
    Object.assign(desk.hub, { bootId: 'boot-2', aheadMs: 5000 });
    expect(await desk.give()).toBe('effect/expired');
    expect(desk.sent[0]).toMatchObject({ bootId: 'boot-1' });
    desk.refuse(null);
    expect(await desk.give('c2')).toBe('done');
    expect(desk.sent[1]).toMatchObject({ bootId: 'boot-2' });
  });
});

describe('the desk’s reading of the hub’s clock', () => {
  test('[SY50] is taken again every 15 s while the hub is there', async () => {
    const desk = start();
    desk.time.greeted({ bootId: 'boot-1', monoMs: 7 }, { monoMs: 0, wallMs: desk.clock.nowMs() });
    expect(desk.time.reading()?.hub.monoMs).toBe(7);
    await desk.timers.advance(16_000);
    expect(desk.time.reading()?.hub.monoMs).toBeGreaterThan(1_000_000);
    desk.time.lost();
    desk.hub.bootId = 'boot-2';
    await desk.timers.advance(60_000);
    expect(desk.time.reading()?.hub.bootId).toBe('boot-1');
    desk.time.greeted({ bootId: 'boot-2', monoMs: 1 }, { monoMs: 0, wallMs: desk.clock.nowMs() });
    expect(desk.time.reading()?.hub).toEqual({ bootId: 'boot-2', monoMs: 1 });
    desk.time.close();
  });

  test('goes out though the outbox fails, and nothing is left without a hand to catch it', async () => {
    const desk = await greeted();
    desk.outboxFails();
    expect(await desk.give()).toBe('done');
    expect(desk.sent).toHaveLength(1);
  });
});
