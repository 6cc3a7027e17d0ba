import { describe, expect, test, vi } from 'vitest';
import { PUSH_BYTES, PUSH_OPS, PUSH_WINDOW } from '#shared/contract/hub.ts';
import { newShow } from '#shared/sync/documents-fixture.ts';
import { dump } from './desk-fixture.ts';
import { hubModel } from './hub-fixture.ts';
import { memorySession, type Push } from './memory-wire-fixture.ts';
import { pushWindow } from './push-window.ts';

async function online() {
  const model = hubModel();
  const one = memorySession(model);
  one.hub.connect();
  await one.rest();
  expect(one.session.state().hub).toBe('online');
  return { model, ...one };
}
/** Ops `amy-0001` … one after another. */
async function make(one: Awaited<ReturnType<typeof online>>, count: number, title = '') {
  for (let at = 0; at < count; at += 1) {
    const number = one.desk.outbox.lastCseq() + 1;
    await one.desk.documents.submit('show.create', { ...newShow(`show-${number}`), title: `t${title}` });
  }
}
const numbers = (ops: readonly { cseq: number }[]) => ops.map(({ cseq }) => cseq);
const kick = (one: Awaited<ReturnType<typeof online>>) => one.session.pushed({ ...op, opId: 'none' });
const op = { opId: '', name: 'show.edit', input: {}, at: '2026-06-18T11:00:00.000Z' };

describe('pushes on their way', () => {
  test('[SY14] four at a time, each of 200 ops at most, each on the base that the one before leaves', async () => {
    const one = await online();
    one.hub.hold = true;
    await make(one, 1000);
    void kick(one);
    await one.rest();
    const first = one.hub.pushes();
    expect(first.map(({ base, ops }) => [base, ops.length])).toEqual([
      [0, PUSH_OPS],
      [200, PUSH_OPS],
      [400, PUSH_OPS],
      [600, PUSH_OPS],
    ]);
    expect(first).toHaveLength(PUSH_WINDOW);
    await one.hub.release();
    await one.rest();
    await one.hub.release();
    await one.rest();
    expect(
      one.hub
        .pushes()
        .slice(4)
        .map(({ base }) => base),
    ).toEqual([800]);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(one.model.applied.map(({ opId }) => opId)).toEqual(
      [...one.model.applied.map(({ opId }) => opId)].sort(),
    );
  });

  test('[SY14] a push ends by its bytes; an op that is larger goes alone', async () => {
    const one = await online();
    one.hub.hold = true;
    const half = 'x'.repeat(PUSH_BYTES / 2 - 300);
    const input = (id: string, text: string) => ({ ...newShow(id), hostName: text });
    vi.spyOn(one.desk.outbox, 'unanswered');
    const submit = (id: string, text: string) =>
      one.desk.outbox.add({ ...op, opId: id, name: 'nobody.knows', input: input(id, text) });
    for (const id of ['a', 'b', 'c']) submit(id, half);
    submit('large', 'y'.repeat(PUSH_BYTES * 2));
    submit('d', '');
    void kick(one);
    await one.rest();
    expect(one.hub.pushes().map(({ ops }) => ops.map(({ opId }) => opId))).toEqual([
      ['a', 'b'],
      ['c'],
      ['large'],
      ['d'],
    ]);
  });

  test('[SY18] a hub that cannot store takes nothing; all is kept, said, and sent again after growing pauses', async () => {
    const one = await online();
    await make(one, 3);
    one.hub.fates.set(
      'push',
      Array.from({ length: 6 }, () => ({ code: 'hub/storage' })),
    );
    void kick(one);
    await one.rest();
    expect(one.session.state().trouble).toBe('hub/storage');
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 3, conflicts: 0 });
    const pauses: number[] = [];
    for (
      let before = one.hub.pushes().length, waited = 0;
      pauses.length < 5 && waited < 60_000;
      waited += 100
    ) {
      await one.timers.advance(100);
      if (one.hub.pushes().length === before) continue;
      pauses.push(waited - pauses.reduce((sum, pause) => sum + pause, 0));
      before = one.hub.pushes().length;
    }
    for (const [at, pause] of pauses.entries())
      if (at > 0) expect(pause).toBeGreaterThan((pauses[at - 1] ?? 0) * 1.5);
    await one.timers.advance(20_000);
    expect(one.session.state().trouble).toBeNull();
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    // However long it goes on, it is tried every ten seconds or so.
    expect(Math.max(...pauses)).toBeLessThanOrEqual(10_000);
  });

  test('[SY13] those behind a push that failed are out of order; the desk waits for all, then begins again there', async () => {
    const one = await online();
    one.hub.hold = true;
    await make(one, 700);
    one.hub.fates.set('push', [{ code: 'hub/storage' }]);
    void kick(one);
    await one.rest();
    await one.hub.release();
    await one.rest();
    // Four were out, none was taken, none is sent before the pause is over.
    expect(one.hub.pushes()).toHaveLength(4);
    expect(one.model.applied).toEqual([]);
    one.hub.hold = false;
    await one.timers.advance(2000);
    expect(
      one.hub
        .pushes()
        .slice(4)
        .map(({ base, ops }) => [base, ops.length]),
    ).toEqual([
      [0, 200],
      [200, 200],
      [400, 200],
      [600, 100],
    ]);
    expect(one.model.applied).toHaveLength(700);
    expect(one.errors).toMatchObject([{ code: 'hub/storage' }]);
  });

  test('[SY13] told that it is ahead, the desk goes back to what the hub has, at once', async () => {
    const one = await online();
    // Another process had the file for a while: the hub has the first ops, and this one does not know.
    await make(one, 5);
    const [first, second] = one.desk.outbox.unanswered(0, 2, 1e9).ops;
    if (!first || !second) throw new Error('no ops');
    await one.model.push(one.desk.streamId(), 0, [first, second], one.desk.actor);
    one.hub.fates.set('push', [{ code: 'op/out-of-order' }]);
    void kick(one);
    await one.rest();
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 5, conflicts: 0 });
    await one.timers.advance(30_000);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(one.model.applied).toHaveLength(5);
  });

  test('[SY4] no answer within ten seconds says nothing: the same ops go again and are done once', async () => {
    const one = await online();
    await make(one, 3);
    one.hub.fates.set('push', ['lost answer']);
    void kick(one);
    await one.rest();
    expect(one.model.applied).toHaveLength(3);
    expect(one.desk.outbox.firstUnanswered()).toBe(1);
    await one.timers.advance(9000);
    expect(one.hub.pushes()).toHaveLength(1);
    await one.timers.advance(3000);
    expect(one.hub.pushes()).toHaveLength(2);
    expect(one.model.applied).toHaveLength(3);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });

  test('[SY16] a refused op in a push leaves to the tray, those behind it are taken', async () => {
    const one = await online();
    await make(one, 3);
    one.model.answers.set('amy-0002', {
      opId: 'amy-0002',
      outcome: 'refused',
      code: 'auth/role',
      params: {},
    });
    void kick(one);
    await one.rest();
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 1 });
    expect(Object.keys(dump(one.desk, 'view'))).toEqual(['show/show-1', 'show/show-3']);
  });

  test('an op that this machine can no longer read goes to the tray; what is around it is sent', async () => {
    const one = await online();
    await make(one, 4);
    one.desk.db.exec('UPDATE outbox SET input = \'{"id":"forged"}\' WHERE cseq IN (2, 4)');
    void kick(one);
    await one.rest();
    expect(one.hub.pushes().flatMap(({ ops }) => numbers(ops))).toEqual([1, 3]);
    expect(one.desk.outbox.conflicts().map(({ code }) => code)).toEqual(['op/unreadable', 'op/unreadable']);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 2 });
    expect(Object.keys(dump(one.desk, 'view'))).toEqual(['show/show-1', 'show/show-3']);
  });

  test('an answer that leaves ops out is none', async () => {
    const one = await online();
    await make(one, 2);
    vi.spyOn(one.model, 'push').mockResolvedValueOnce({ results: [], changes: null });
    void kick(one);
    await one.rest();
    expect(one.session.state().trouble).toBe('hub/protocol');
    await one.timers.advance(2000);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
  });
});

describe('a connection that is lost in the middle', () => {
  test('[SY13] what comes of the old one counts for nothing; the new one begins at what the hub says it has', async () => {
    const one = await online();
    one.hub.hold = true;
    await make(one, 500);
    void kick(one);
    await one.rest();
    // The first push is done on the hub, its answer never leaves; then the line is cut with the others on it.
    const [push] = one.hub.pushes();
    if (!push) throw new Error('no push');
    await one.model.push(push.streamId, push.base, push.ops, one.desk.actor);
    one.hub.cut();
    await one.rest();
    expect(one.session.state()).toMatchObject({ hub: 'offline', trouble: null });
    expect(one.desk.outbox.firstUnanswered()).toBe(1);
    one.hub.hold = false;
    one.hub.connect();
    await one.rest();
    // Everything unanswered goes again; what the hub has it answers as recorded.
    expect(
      one.hub
        .pushes()
        .slice(3)
        .map(({ base, ops }) => [base, ops.length]),
    ).toEqual([
      [0, 200],
      [200, 200],
      [400, 100],
    ]);
    expect(one.model.applied).toHaveLength(500);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(one.errors).toEqual([]);
  });

  test('[SY42] answers of a hub that was restored meanwhile do not confirm what it has lost', async () => {
    const one = await online();
    await make(one, 2);
    one.model.backUp();
    one.hub.hold = true;
    void kick(one);
    await one.rest();
    await one.hub.release();
    one.hub.cut();
    one.model.restore('epoch-2');
    one.hub.hold = false;
    one.hub.connect();
    await one.rest();
    expect(one.model.applied.map(({ opId }) => opId)).toEqual([
      'amy-0001',
      'amy-0002',
      'amy-0001',
      'amy-0002',
    ]);
    expect(Object.keys(one.model.dump())).toEqual(['show/show-1', 'show/show-2']);
    expect(one.desk.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
    expect(dump(one.desk, 'view')).toEqual(one.model.dump());
  });

  test('whoever waits for the outbox waits for what stood in it then; without a hub, for nothing', async () => {
    const left = [1, 2, 3];
    const answers: (() => void)[] = [];
    const window = pushWindow({
      outbox: {
        unanswered: (above) => {
          const [cseq] = left.filter((each) => each > above);
          const ops = cseq === undefined ? [] : [{ ...op, opId: `op-${cseq}`, cseq }];
          return { ops, unreadable: [], upTo: cseq ?? above };
        },
        firstUnanswered: () => left[0] ?? null,
        lastCseq: () => 3,
      },
      request: (async (_name: 'push', { ops }: Push) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return { results: ops.map(({ opId }) => ({ opId, outcome: 'applied', seq: 1 })) };
      }) as never,
      streamId: () => 'stream',
      settle: async () => void left.shift(),
      onSettled: () => undefined,
      onTrouble: () => undefined,
    });
    const told: string[] = [];
    const drained = (who: string) => window.drained().then(() => told.push(who));
    const answer = async () => {
      answers.shift()?.();
      for (let turn = 0; turn < 20; turn += 1) await null;
    };
    await drained('nobody connected');
    window.start(0);
    void drained('three ops');
    await answer();
    await answer();
    left.push(4);
    window.goOn();
    expect(told).toEqual(['nobody connected']);
    await answer();
    expect(told).toEqual(['nobody connected', 'three ops']);
    void drained('cut off');
    window.stop();
    await answer();
    expect(told).toEqual(['nobody connected', 'three ops', 'cut off']);
  });
});
