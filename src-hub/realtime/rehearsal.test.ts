import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type Scenario, scenarioSchema } from '#shared/contract/rehearsal.ts';
import { auditFilterSchema } from '#shared/domain/audit/audit.schema.ts';
import { emptyCounters } from '#shared/domain/order/counters.ts';
import { noChange } from '#shared/domain/platform/act.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { createHubCore } from '../hub-core.ts';
import { createHubLog } from '../hub-log.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { AT, put, write } from '../store/test-documents.ts';
import { comment, endAll, paid, tempDir } from '../test-hub.ts';
import type { DeskPort } from './desk-endpoint.ts';
import { resetRehearsal } from './rehearsal-requests.ts';

const rehearsal = { showId: 'show-1', runKind: 'rehearsal' } as const;
const live = { showId: 'show-1', runKind: 'live' } as const;
const device = {
  ...({ personId: 'amy', personName: 'Amy', role: 'operator', deviceId: 'desk-1' } as const),
  ...{ deviceName: 'booth', expiresAt: null, removedAt: null },
};
const inTime = (commandId: string) => ({ commandId, ttlMs: 3000, inTime: () => true });
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  await endAll();
});

/** Notes whatever is asked of it: nothing of a rehearsal may be. */
function recording(calls: string[]) {
  return new Proxy({} as never, {
    get: (_target, name) =>
      name === 'name'
        ? 'recording'
        : async () => {
            calls.push(String(name));
            return name === 'health' ? { state: 'good', reason: null } : 'cannot-tell';
          },
  });
}

async function hub() {
  const clock = testClock();
  const timers = testTimers(clock);
  const file = join(tempDir(), 'hub.db');
  const store = await openSqliteStore({ file, clock, ids: countingIds('store') });
  const calls: string[] = [];
  const frames: { room: string; snapshot: boolean }[] = [];
  const log = createHubLog();
  const core = createHubCore<DeskPort>({
    ...{ store, clock, timers, log, random: () => 0.5, ids: countingIds() },
    deliver: (_to, event, payload, room) => {
      if (event === 'live') frames.push({ room, snapshot: (payload as { snapshot: boolean }).snapshot });
    },
    ...{ liveConnector: recording(calls), platform: recording(calls) },
  });
  endings.push(async () => {
    await core.close();
    await store.close();
  });
  const products = [0, 1].map((n) => put('product', { id: `p${n}`, sku: `S${n}`, stockDeclared: 15 }));
  await write(
    store,
    ...[put('show'), ...products],
    ...[put('run'), put('slot', { id: 'slot-1', productId: 'p0' })],
    put('run', { id: 'run-r', kind: 'rehearsal', state: 'live', copyOf: 'run-1', onAirSlotId: 'slot-r' }),
    put('slot', { id: 'slot-r', runId: 'run-r', productId: 'p0', state: 'on-air' }),
    ...[put('drop', { id: 'drop-live' }), put('drop', { id: 'drop-r', runKind: 'rehearsal', quota: 5 })],
  );
  const end = () =>
    write(
      store,
      put('run', { id: 'run-r', kind: 'rehearsal', state: 'ended', copyOf: 'run-1' }),
      put('slot', { id: 'slot-r', runId: 'run-r', productId: 'p0', state: 'done' }),
    );
  const reset = (commandId: string) =>
    resetRehearsal(
      { services: core.services, sandbox: core.sandbox, log },
      { name: 'rehearsal.reset', showId: 'show-1' },
      inTime(commandId),
      device,
    );
  return { ...core, store, timers, calls, frames, file, end, reset };
}

async function realEvening({ services }: Awaited<ReturnType<typeof hub>>): Promise<void> {
  await services.ingestOrders(live, [paid('e1', 9900), paid('e2', 4900)]);
  await services.ingestComments(live, [comment('c1')]);
  await services.ingestAudience(live, [
    { sampleId: 'a1', at: '2026-06-18T11:00:00.000Z', online: 12, entered: 40 },
  ]);
  await services.drops.fireByKey('drop-live', 'k-live').catch(() => undefined);
}

async function liveFigures({ store }: Awaited<ReturnType<typeof hub>>) {
  return {
    counters: await store.orders.counters(live),
    comments: await store.comments.latest(live, 100),
    audience: await store.audience.latest(live, 100),
    drop: await store.drops.get('drop-live'),
  };
}

const play = (scenario: Scenario, seed: number) => ({
  ...{ showId: 'show-1', running: true, pace: 10, seed, scenario, losesAnswers: false },
});

describe('a rehearsal and the real evening', () => {
  test('under any scenario live figures stay as they are, and no live platform or connector is asked for anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...scenarioSchema.options), fc.integer(), async (scenario, seed) => {
        const bed = await hub();
        await realEvening(bed);
        const before = await liveFigures(bed);
        const asked = bed.calls.length;
        await bed.sandbox.set(play(scenario, seed));
        await bed.services.drops.fireByKey('drop-r', 'k1').catch(() => undefined);
        await bed.timers.advance(12_000);
        await bed.sandbox.stop();
        expect(await liveFigures(bed)).toEqual(before);
        expect((await bed.store.orders.counters(rehearsal)).orders).toBeGreaterThan(0);
        expect(bed.calls.slice(asked)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  test('an outage takes the imitated platform away and brings it back, by itself', async () => {
    const bed = await hub();
    await bed.sandbox.set(play('outage', 1));
    await bed.timers.advance(8_000);
    expect(bed.sandbox.state('show-1')).toMatchObject({ phase: 'outage', running: true });
    expect(await bed.sandbox.connector.health('show-1')).toMatchObject({ state: 'bad' });
    await bed.timers.advance(18_000);
    expect(bed.sandbox.state('show-1').phase).toBe('recovering');
    expect(await bed.sandbox.connector.health('show-1')).toMatchObject({ state: 'good' });
    // Another scenario in the middle of one: the platform is there at once.
    await bed.sandbox.set(play('steady', 1));
    await bed.sandbox.set(play('outage', 1));
    await bed.timers.advance(8_000);
    await bed.sandbox.set({ ...play('outage', 1), running: false });
    expect(await bed.sandbox.connector.health('show-1')).toMatchObject({ state: 'good' });
  });
});

describe('the reset of a rehearsal', () => {
  test('[SY94] clears every row of the rehearsal in one go, tells who watches, and leaves the real evening alone', async () => {
    const bed = await hub();
    await realEvening(bed);
    const before = await liveFigures(bed);
    await bed.sandbox.set(play('spike', 3));
    await bed.services.drops.fireByKey('drop-r', 'k1');
    await bed.timers.advance(10_000);
    await expect(bed.reset('r0')).rejects.toMatchObject({ code: 'rehearsal/running' });
    // A refused reset does not end the imitated evening either.
    expect(bed.sandbox.state('show-1').running).toBe(true);
    await bed.end();
    const left = await bed.store.rehearsals.left('show-1');
    expect(left).toMatchObject({ orders: (await bed.store.orders.counters(rehearsal)).orders, drops: 1 });
    expect(Math.min(left.orders, left.comments, left.samples, left.claims)).toBeGreaterThan(0);
    const revision = (await bed.store.drops.get('drop-r'))?.revision ?? 0;
    await bed.reset('r1');

    expect(await liveFigures(bed)).toEqual(before);
    expect(await bed.store.orders.counters(rehearsal)).toEqual(emptyCounters);
    expect(Object.values(await bed.store.rehearsals.left('show-1')).every((count) => count === 0)).toBe(true);
    expect(await bed.store.drops.get('drop-r')).toMatchObject({
      ...{ state: 'planned', granted: 0, openedAt: null, firedBy: null },
      revision: revision + 1,
    });
    expect(await bed.store.documents.get('run', 'run-r')).toBeNull();
    expect(await bed.store.documents.get('slot', 'slot-r')).toBeNull();
    expect(await bed.store.documents.get('run', 'run-1')).not.toBeNull();
    expect(rowsOf(bed.file, 'rehearsal')).toEqual({});
    expect(Object.keys(rowsOf(bed.file, 'live'))).toContain('order_events');
    expect(bed.sandbox.state('show-1').running).toBe(false);

    // What follows counts from zero, and the same order again does nothing more.
    await bed.services.ingestOrders(rehearsal, [paid('again', 100)]);
    await bed.reset('r1');
    expect((await bed.store.orders.counters(rehearsal)).orders).toBe(1);
  });

  test('acts on the platform, on comments and scripts of the rehearsal go too; those of the real evening stay, and the log', async () => {
    const bed = await hub();
    const { store } = bed;
    await realEvening(bed);
    await bed.services.ingestComments(rehearsal, [comment('c-r')]);
    const script = (id: string, runId: string) => ({
      ...{ kind: 'sequence' as const, id, parentId: 'show-1' },
      document: {
        ...{ id, showId: 'show-1', runId, title: id, createdAt: AT },
        steps: [{ does: 'price', productId: 'p0', priceFen: 4900, afterSec: 0 }],
      } as never,
    });
    await write(store, script('seq-live', 'run-1'), script('seq-r', 'run-r'));
    for (const [runId, of] of [
      ['run-1', live],
      ['run-r', rehearsal],
    ] as const) {
      const ids = { actId: `act-${runId}`, ...of };
      await store.acts.create({
        ...ids,
        ...{ runId, kind: 'push', productId: 'p0', slotId: null, change: noChange, origin: 'take' },
        ...{ orderedBy: 'amy', orderedAt: AT },
      } as never);
      const commentId = of === live ? 'c1' : 'c-r';
      const { act } = await store.commentDesk.begin({
        ...{ ...ids, actId: `hide-${runId}`, act: 'hide', commentId, user: null, topic: null, text: '' },
        ...{ rule: null, byName: 'Amy', at: AT },
      });
      await store.commentDesk.move(act.actId, act.revision, 'done', { at: AT, reason: null });
    }
    for (const id of ['seq-live', 'seq-r'])
      await store.sequences.move(id, 0, { state: 'done', steps: [], startedAt: AT, firedBy: 'amy' });
    await bed.end();
    const ofLive = async () => ({
      acts: await store.acts.ofShow(live, 100),
      comments: await store.commentDesk.acts(live, 100),
      standing: await store.commentDesk.tally(live, 5),
      scripts: (await store.sequences.ofShow('show-1')).filter(({ runKind }) => runKind === 'live'),
    });
    const before = await ofLive();
    expect(before.scripts.map(({ sequenceId }) => sequenceId)).toEqual(['seq-live']);
    await bed.reset('r1');

    expect(await ofLive()).toEqual(before);
    expect(await store.acts.ofShow(rehearsal, 100)).toEqual([]);
    expect(await store.commentDesk.acts(rehearsal, 100)).toEqual([]);
    expect((await store.commentDesk.tally(rehearsal, 5)).hidden).toEqual([]);
    // Its run is gone: a script left over would count as one of the real evening.
    expect(await store.documents.get('sequence', 'seq-r')).toBeNull();
    expect(rowsOf(bed.file, 'rehearsal')).toEqual({});
    const { entries } = await store.audit.page(auditFilterSchema.parse({ showId: 'show-1' }), null, 5);
    expect(entries).toMatchObject([{ name: 'rehearsal.reset', outcome: 'done', personName: 'Amy' }]);
  });

  test('is not done late, and an order of another run of the hub is not done at all', async () => {
    const bed = await hub();
    await bed.services.ingestOrders(rehearsal, [paid('e1', 100)]);
    await bed.end();
    const late = resetRehearsal(
      { services: bed.services, sandbox: bed.sandbox, log: createHubLog() },
      { name: 'rehearsal.reset', showId: 'show-1' },
      { commandId: 'r1', ttlMs: 3000, inTime: () => false },
      device,
    );
    await expect(late).rejects.toMatchObject({ code: 'effect/expired' });
    expect((await bed.store.orders.counters(rehearsal)).orders).toBe(1);
  });

  test('whoever watches the rehearsal gets a snapshot in place of what was counted', async () => {
    const bed = await hub();
    await bed.services.ingestOrders(rehearsal, [paid('e1', 100)]);
    await bed.end();
    await bed.feed.watch(rehearsal, () => undefined);
    await bed.reset('r1');
    await bed.timers.advance(200);
    await expect.poll(() => bed.frames.filter(({ snapshot }) => snapshot).length).toBe(1);
    expect(bed.frames.every(({ room }) => room === 'live/rehearsal/show-1')).toBe(true);
  });
});

/** Tables that hold rows of that run kind, with how many. */
function rowsOf(file: string, runKind: 'live' | 'rehearsal'): Record<string, number> {
  const db = new Database(file, { readonly: true });
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const target = db.prepare('SELECT target FROM targets WHERE run_kind = ?').pluck().get(runKind) as
    | number
    | undefined;
  const found: Record<string, number> = {};
  for (const table of tables.filter((name) => name !== 'targets')) {
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all() as string[];
    const where = columns.includes('target')
      ? `target = ${target ?? -1}`
      : columns.includes('run_kind')
        ? `run_kind = '${runKind}'`
        : null;
    if (where === null) continue;
    const count = db.prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get() as number;
    if (count > 0) found[table] = count;
  }
  db.close();
  return found;
}
