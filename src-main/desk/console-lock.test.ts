import { describe, expect, test } from 'vitest';
import { deskContract } from '#shared/contract/desk.ts';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { consoleLock, mayWhileLocked } from './console-lock.ts';

function bed({ idleSec = 60, pin = true } = {}) {
  const clock = testClock();
  const timers = testTimers(clock);
  const saved: (string | null)[] = [];
  const now = { idleSec, pin };
  const lock = consoleLock({
    ...{ clock, timers },
    load: () => saved.at(-1) ?? null,
    save: (since) => saved.push(since),
    idleSec: () => now.idleSec,
    canUnlock: async () => now.pin,
    onChange: () => undefined,
  });
  return { lock, saved, now, clock, pass: (sec: number) => timers.advance(sec * 1000) };
}

describe('the lock of a console', () => {
  test('comes after the seconds without a touch, and keeps a running clock from doing it too soon', async () => {
    const { lock, pass } = bed();
    await pass(50);
    lock.touched();
    await pass(50);
    expect(lock.state().locked).toBe(false);
    await pass(11);
    expect(lock.state().locked).toBe(true);
    lock.unlock();
    expect(lock.state().locked).toBe(false);
    await pass(61);
    expect(lock.state().locked).toBe(true);
  });

  test('never by itself where the seconds are 0, and never without a PIN', async () => {
    const off = bed({ idleSec: 0 });
    await off.pass(100_000);
    expect(off.lock.state().locked).toBe(false);
    expect(await off.lock.lockNow()).toBe(true);
    const open = bed({ pin: false });
    await open.pass(200);
    expect(await open.lock.lockNow()).toBe(false);
    expect(open.lock.state().locked).toBe(false);
    open.now.pin = true;
    await open.pass(61);
    expect(open.lock.state().locked).toBe(true);
  });

  test('is kept: a console that starts again is still locked', async () => {
    const { lock, saved } = bed();
    await lock.lockNow();
    expect(saved).toHaveLength(1);
    const clock = testClock();
    const again = consoleLock({
      ...{ clock, timers: testTimers(clock), load: () => saved.at(-1) ?? null, save: () => undefined },
      ...{ idleSec: () => 0, canUnlock: async () => true, onChange: () => undefined },
    });
    expect(again.state()).toEqual({ locked: true, since: saved[0] });
  });

  test('every call that does something is refused behind it; figures, lists and the way out are not', () => {
    const names: string[] = [];
    const walk = (part: object, path: string[]): void => {
      for (const [name, entry] of Object.entries(part)) {
        if ('~orpc' in entry) names.push([...path, name].join('.'));
        else walk(entry, [...path, name]);
      }
    };
    walk(deskContract, []);
    const answered = names.filter((name) => mayWhileLocked(name.split('.')));
    for (const act of [
      'rundown.take',
      'drop.fire',
      'drop.plan',
      'rundown.plan',
      'batch.send',
      'session.leave',
    ])
      expect(answered).not.toContain(act);
    for (const act of ['pin.set', 'pin.check', 'preference.set', 'outbox.retry', 'act.undo', 'ticket.sell'])
      expect(answered).not.toContain(act);
    for (const look of ['app.watch', 'live.watch', 'rundown.get', 'drop.list', 'lock.release'])
      expect(answered).toContain(look);
    // Whatever is new is an act until somebody has looked at it.
    const verbs = new Set(answered.map((name) => name.split('.').at(-1)));
    expect([...verbs].sort()).toMatchInlineSnapshot(`
      [
        "conflicts",
        "get",
        "info",
        "list",
        "people",
        "preview",
        "release",
        "renew",
        "state",
        "stock",
        "touch",
        "waiting",
        "watch",
      ]
    `);
  });
});
