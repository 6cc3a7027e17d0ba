/**
 * What every transport of a desk has to keep: one suite, run over each of them against a real desk with its real hub.
 * Not a test file itself; `desk-transports.test.ts` runs it.
 */
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DeskContract } from '#shared/contract/desk.ts';
import type { DeskLive } from '#shared/contract/live.ts';
import { codeOf } from './console-fixture.ts';
import {
  answersForAll,
  leaveOutBlocked,
  openSheet,
  postRest,
  showFromSheet,
  until,
} from './desk-contract-steps.ts';

export type DeskClient = ContractRouterClient<DeskContract>;

export interface DeskUnderTest {
  readonly dataDir: string;
  readonly hubUrl: string;
  /** A key of the hub that may do everything. */
  readonly key: string;
  /** Another screen. `close` is what happens when it goes away without a word. */
  connect(): Promise<{ client: DeskClient; close(): void }>;
  /** Iterators that the desk feeds now. */
  openChannels(): number;
  close(): Promise<void>;
}

export function deskContractSuite(transport: string, start: () => Promise<DeskUnderTest>): void {
  describe(`a desk over ${transport}`, () => {
    let desk: DeskUnderTest;
    let client: DeskClient;
    let disconnect: () => void;

    beforeAll(async () => {
      desk = await start();
      ({ client, close: disconnect } = await desk.connect());
      const states = await client.app.watch();
      await until(states, (state) => state.sync.hub === 'online');
      await states.return?.();
    }, 60_000);
    afterAll(async () => {
      disconnect();
      await desk.close();
    });

    const rest = (path: string, body: unknown, headers?: Record<string, string>) =>
      postRest(desk, path, body, headers);
    const quiet = () => vi.waitFor(() => expect(desk.openChannels()).toBe(0), { timeout: 10_000 });
    const newShow = () => client.show.create({ title: '618', currency: 'CNY', hostName: '阿宁' });

    test('says what it is', async () => {
      expect(await client.app.info()).toMatchObject({ version: '9.9.9', demo: false });
    });

    test('makes a show with its live run, lists it first and remembers it as the current one', async () => {
      const { showId, runId } = await newShow();
      const [first] = await client.show.list();
      expect(first?.show).toMatchObject({ id: showId, title: '618', currency: 'CNY' });
      expect(first?.runs).toMatchObject([{ id: runId, kind: 'live', state: 'planned' }]);
      expect((await client.preference.get()).currentShowId).toBe(showId);
      await client.show.edit({ showId, title: '双11' });
      expect((await client.show.list()).find(({ show }) => show.id === showId)?.show.title).toBe('双11');
    });

    test('imports a product sheet only once everything open is settled', async () => {
      const opened = await openSheet(client, 'products', 'paipin-618.xlsx');
      expect(opened.preview.importable).toBe(false);
      const target = { to: 'groups' as const };
      expect(await codeOf(client.sheet.accept({ sheetId: opened.sheetId, target }))).toBe('sheet/not-ready');
      await client.sheet.close({ sheetId: opened.sheetId });
      expect(await codeOf(client.sheet.answer({ sheetId: opened.sheetId, answers: {} }))).toBe(
        'sheet/not-open',
      );

      const { runId, products, slots, sheetId } = await showFromSheet(client);
      const rundown = await client.rundown.get({ runId });
      expect([rundown.products.length, rundown.slots.length]).toEqual([products, slots]);
      expect(products).toBeGreaterThan(10);
      expect(rundown.pendingIds).toEqual([]);
      expect(await codeOf(client.sheet.answer({ sheetId, answers: {} }))).toBe('sheet/not-open');
    });

    test('runs the rundown: take, back, skip, move, arm, plan, add, remove', async () => {
      const { runId } = await showFromSheet(client);
      await leaveOutBlocked(client, runId);
      const get = () => client.rundown.get({ runId });
      const [one, two, three, four] = (await get()).slots;
      if (!one || !two || !three || !four) throw new Error('too few slots');
      await client.rundown.take({ runId, from: null, to: one.id });
      expect((await get()).run).toMatchObject({ state: 'live', onAirSlotId: one.id });
      await client.rundown.take({ runId, from: one.id, to: two.id });
      await client.rundown.back({ runId, from: two.id });
      expect((await get()).run.onAirSlotId).toBe(one.id);
      await client.rundown.skip({ slotId: two.id, skipped: true });
      await client.rundown.move({ slotId: four.id, afterSlotId: one.id });
      await client.rundown.arm({ runId, slotId: three.id });
      await client.rundown.plan({ slotId: four.id, plannedSec: 77 });
      await client.rundown.add({ runId, productId: one.productId, plannedSec: 60 });
      await client.rundown.remove({ slotId: two.id });
      const { run, slots, pendingIds } = await get();
      expect(run).toMatchObject({ onAirSlotId: one.id, armedSlotId: three.id });
      expect(slots.slice(0, 3).map((slot) => slot.id)).toEqual([one.id, four.id, three.id]);
      expect(slots[1]).toMatchObject({ plannedSec: 77 });
      expect(slots.at(-1)).toMatchObject({ productId: one.productId, plannedSec: 60 });
      expect(pendingIds).toEqual([]);
      await client.run.end({ runId });
      expect(await codeOf(client.rundown.take({ runId, from: null, to: three.id }))).toBe('run/ended');
    });

    test('two screens that take at once take once', async () => {
      const other = await desk.connect();
      const { runId } = await showFromSheet(client);
      await leaveOutBlocked(client, runId);
      const [one, two] = (await client.rundown.get({ runId })).slots;
      if (!one || !two) throw new Error('too few slots');
      const results = await Promise.allSettled([
        client.rundown.take({ runId, from: null, to: one.id }),
        other.client.rundown.take({ runId, from: null, to: two.id }),
      ]);
      expect(results.filter((result) => result.status === 'fulfilled').length).toBe(1);
      const refused = results.find((result) => result.status === 'rejected');
      expect(refused?.reason).toMatchObject({ code: 'rundown/moved-on' });
      expect(await client.outbox.conflicts()).toEqual([]);
      other.close();
    });

    test("an error is a code with its parameters and the table's words, and nothing else", async () => {
      const { runId } = await showFromSheet(client);
      const { slots, products } = await client.rundown.get({ runId });
      const [product] = products;
      const slot = slots.find((each) => each.productId === product?.id);
      if (!product || !slot) throw new Error('no slot');
      await client.product.reprice({
        productId: product.id,
        priceFen: product.priceFen,
        floorFen: 9_999_999 as never,
      });
      const error = await client.rundown
        .take({ runId, from: null, to: slot.id })
        .catch((thrown: unknown) => thrown);
      expect(JSON.parse(JSON.stringify(error))).toEqual({
        defined: expect.any(Boolean),
        code: 'rundown/needs-second-person',
        status: 409,
        message: `"${product.name}" is priced below its floor: a second person must confirm it first.`,
        data: { params: { name: product.name } },
      });
    });

    test('what goes wrong inside shows no stack, SQL or path', async () => {
      const { runId, showId } = await newShow();
      const file = new Database(join(desk.dataDir, 'sessions', 'own.db'));
      try {
        file.exec('ALTER TABLE document RENAME TO mislaid');
        const error = await client.rundown.get({ runId }).catch((thrown: unknown) => thrown);
        expect(JSON.parse(JSON.stringify(error))).toEqual({
          defined: expect.any(Boolean),
          code: 'app/unexpected',
          status: 500,
          message: 'Something unexpected went wrong; it is in the log.',
          data: { params: {} },
        });
      } finally {
        file.exec('ALTER TABLE mislaid RENAME TO document');
        file.close();
      }
      expect(showId).not.toBe('');
    });

    test.each([
      ['a missing field', (bad: DeskClient) => bad.rundown.get({} as never)],
      ['a wrong type', (bad: DeskClient) => bad.show.create({ title: 7, currency: 'CNY' } as never)],
      ['a yen show', (bad: DeskClient) => bad.show.create({ title: 'x', currency: 'JPY' })],
      ['half a fen', (bad: DeskClient) => bad.product.reprice({ productId: 'p', priceFen: 0.5 } as never)],
      ['no input', (bad: DeskClient) => bad.drop.plan(undefined as never)],
    ])('%s is request/invalid', async (_what, call) => {
      const error = await call(client).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'request/invalid', status: 400 });
      expect(JSON.stringify(error)).not.toMatch(/\bat \S+:\d|node_modules|\.ts\b/);
    });

    test('request/invalid names the field', async () => {
      const error = await client.show
        .create({ title: 'x', currency: 'JPY' })
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        data: { params: { detail: 'currency: a currency with two decimals is needed' } },
      });
    });

    test('app.watch gives the state, then every change of documents by kind', async () => {
      const states = await client.app.watch();
      const first = await until(states, () => true);
      expect(first.sync).toMatchObject({ hub: 'online', ownHub: true, role: 'owner', conflictCount: 0 });
      const before = first.revisions['show'] ?? 0;
      await newShow();
      await until(
        states,
        ({ revisions, sync }) => (revisions['show'] ?? 0) > before && sync.outboxCount === 0,
      );
      await states.return?.();
    });

    test('live.watch gives a snapshot, then orders within a moment, counted right', async () => {
      const { showId } = await newShow();
      const frames = await client.live.watch({ showId, runKind: 'live' });
      const first = await until(frames, (frame) => frame.snapshot && frame.asOf !== null);
      expect(first).toMatchObject({ connected: true, totals: { grossFen: 0, orders: 0 } });
      const event = (eventId: string, kind: string, amountFen: number) => ({
        eventId,
        orderId: eventId,
        kind,
        amountFen,
        lines: [],
        buyerId: 'u1',
        at: '2026-06-18T11:03:20Z',
      });
      const told = await rest(`/v1/shows/${showId}/orders`, [
        event('e1', 'paid', 9800),
        event('e2', 'refunded', 300),
        event('e1', 'paid', 9800),
      ]);
      expect(told.body).toEqual({ accepted: 2, duplicates: 1, rejected: [] });
      const counted = await until(frames, (frame) => frame.totals?.orders === 1);
      expect(counted.totals).toMatchObject({ grossFen: 9800, refundsFen: 300, netFen: 9500, buyers: 1 });
      await frames.return?.();
    });

    test('a screen that goes away, or stops listening, leaves no iterator behind', async () => {
      await quiet();
      const { showId } = await newShow();
      const other = await desk.connect();
      const states = await other.client.app.watch();
      const frames = await other.client.live.watch({ showId, runKind: 'live' });
      await states.next();
      await frames.next();
      expect(desk.openChannels()).toBe(2);
      other.close();
      await quiet();

      const mine = await client.live.watch({ showId, runKind: 'rehearsal' });
      await mine.next();
      expect(desk.openChannels()).toBe(1);
      await mine.return?.();
      await quiet();

      // Gone before the first value was read.
      const third = await desk.connect();
      void third.client.app.watch().catch(() => undefined);
      third.close();
      await client.app.info();
      await quiet();
    });

    test('a drop is planned, armed, fired as seen, claimed over REST and counted live, then stopped', async () => {
      const { showId } = await newShow();
      const { dropId } = await client.drop.plan({
        kind: 'coupon',
        showId,
        runKind: 'live',
        title: '满 199 减 20',
        amountFen: 2000 as never,
        thresholdFen: 19_900 as never,
        quota: 2,
        perBuyer: 1,
        openSec: 600,
      });
      expect((await client.drop.list({ showId, runKind: 'live' })).drops).toMatchObject([
        { id: dropId, quota: 2 },
      ]);
      expect((await client.drop.list({ showId, runKind: 'rehearsal' })).drops).toEqual([]);
      const frames = await client.live.watch({ showId, runKind: 'live' });
      const statusIn = (frame: DeskLive) => frame.drops?.findLast((drop) => drop.dropId === dropId);
      const reached = async (state: string) => {
        const frame = await until(frames, (each) => statusIn(each)?.state === state);
        return statusIn(frame)?.revision ?? -1;
      };
      const planned = await reached('planned');
      expect(await codeOf(client.drop.fire({ dropId, revision: planned }))).toBe('drop/wrong-state');
      await client.drop.arm({ dropId, revision: planned });
      const armed = await reached('armed');
      expect(await codeOf(client.drop.fire({ dropId, revision: planned }))).toBe('drop/changed');
      await client.drop.fire({ dropId, revision: armed });
      const claim = async (claimId: string, buyerId: string) =>
        (await rest(`/v1/drops/${dropId}/claims`, { claimId, buyerId })).body['outcome'];
      expect(await claim('c1', 'u1')).toBe('granted');
      expect(await claim('c1', 'u1')).toBe('granted');
      expect(await claim('c2', 'u1')).toBe('limit');
      expect(await claim('c3', 'u2')).toBe('granted');
      expect(await claim('c4', 'u3')).toBe('sold-out');
      const counted = await until(frames, (frame) => statusIn(frame)?.refused === 2);
      expect(statusIn(counted)).toMatchObject({ state: 'open', granted: 2 });
      await client.drop.stop({ dropId });
      await reached('closed');
      expect(await claim('c5', 'u4')).toBe('closed');
      expect(await codeOf(client.drop.arm({ dropId, revision: armed }))).toMatch(/^drop\//);
      await frames.return?.();
    });

    test('groups are imported with robots kept back; an announcement is rendered for each and blocks on a hole', async () => {
      const { showId, runId } = await showFromSheet(client);
      const opened = await openSheet(client, 'groups', 'groups-240.csv');
      await client.sheet.answer({ sheetId: opened.sheetId, answers: answersForAll(opened.preview) });
      const { groups } = await client.sheet.accept({ sheetId: opened.sheetId, target: { to: 'groups' } });
      const listed = await client.group.list();
      expect(listed.length).toBe(groups);
      expect(JSON.stringify(listed)).not.toMatch(/https?:|webhook|key=/);
      const [product] = (await client.rundown.get({ runId })).products;
      const productId = product?.id ?? null;
      const text = '【{{group.name}}】{{product.name}} {{product.price}}';
      const preview = await client.post.preview({ showId, text, productId, tags: [] });
      expect(preview.rendered.length).toBe(listed.length);
      expect(preview.blockedCount).toBe(0);
      const [first] = preview.rendered;
      expect(first?.text).toMatch(/^【.+】.+ ¥[\d,]+\.\d\d$/);
      expect(first?.bytes).toBe(Buffer.byteLength(first?.text ?? ''));
      const blocked = await client.post.preview({
        showId,
        text: `${text} {{product.nope}}`,
        productId,
        tags: [],
      });
      expect(blocked.blockedCount).toBe(listed.length);
      expect(blocked.rendered[0]?.unfilled).toEqual(['product.nope']);
      const tag = listed.flatMap((group) => group.tags)[0] ?? '';
      const some = await client.post.preview({ showId, text, productId, tags: [tag] });
      expect(some.rendered.length).toBe(listed.filter((group) => group.tags.includes(tag)).length);
      const { postId } = await client.post.save({ id: null, showId, title: 't', text, productId, tags: [] });
      expect(await client.post.list({ showId })).toMatchObject([{ id: postId, text }]);
      await client.post.remove({ postId });
      expect(await client.post.list({ showId })).toEqual([]);
    });

    test('an operation that is not in the tray cannot be retried or discarded', async () => {
      expect(await client.outbox.conflicts()).toEqual([]);
      expect(await codeOf(client.outbox.retry({ opId: 'gone' }))).toBe('outbox/not-found');
      expect(await codeOf(client.outbox.discard({ opId: 'gone' }))).toBe('outbox/not-found');
    });
  });
}
