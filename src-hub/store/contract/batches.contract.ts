import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BatchMove,
  batchMoves,
  type DeliveryMove,
  deliveryMoves,
} from '#shared/domain/batch/batch.states.ts';
import type { BatchOrder } from '../batch-effects.ts';
import type { OpenStore } from '../hub-store.contract.ts';
import { AT } from '../test-documents.ts';
import { withStore } from './with-store.ts';

const LATER = '2026-06-18T11:05:00.000Z';

/** A batch to `robots` groups with a robot (`r1` …) and `hands` without (`h1` …). */
export function batchOrder(robots: number, hands = 0, changes: Partial<BatchOrder> = {}): BatchOrder {
  const planned = (id: string, state: 'queued' | 'by-hand') => ({
    groupId: id as BatchOrder['planned'][number]['groupId'],
    ...({
      groupName: `群${id}`,
      owner: '',
      platform: 'wecom-internal',
      text: `text ${id}`,
      bytes: 8,
    } as const),
    ...{ textHash: `hash ${id}`, state, reason: null, unfilled: [] },
  });
  return {
    batchId: 'batch-1' as BatchOrder['batchId'],
    showId: 'show-1' as BatchOrder['showId'],
    postId: 'post-1' as BatchOrder['postId'],
    ...({ runKind: 'live', title: '开播提醒', planHash: 'seen', createdAt: AT, createdBy: 'amy' } as const),
    ...({ state: changes.beginsAt ? 'waiting' : 'running', beginsAt: null, refusal: null } as const),
    planned: [
      ...Array.from({ length: robots }, (_, at) => planned(`r${at + 1}`, 'queued')),
      ...Array.from({ length: hands }, (_, at) => planned(`h${at + 1}`, 'by-hand')),
    ],
    ...changes,
  };
}

export function batchContract(name: string, open: OpenStore): void {
  describe(`${name}: batches`, () => {
    test(
      'the same order makes one batch, which stays as it was',
      withStore(open, async ({ batches }) => {
        const made = await batches.create(batchOrder(2, 1));
        expect(made).toMatchObject({
          added: true,
          planHash: 'seen',
          batch: { state: 'running', revision: 1 },
        });
        const again = await batches.create(batchOrder(5, 0, { planHash: 'other' }));
        expect(again).toEqual({ added: false, planHash: 'seen', batch: made.batch });
        expect(await batches.get('batch-1')).toMatchObject({ counts: { queued: 2, 'by-hand': 1, sent: 0 } });
        expect(await batches.ofShow('show-1', 10)).toEqual([made.batch]);
        expect(await batches.text('batch-1', 'r2')).toBe('text r2');
        expect(await batches.text('batch-1', 'none')).toBeNull();
        expect(await batches.get('none')).toBeNull();
      }),
    );

    test(
      'a delivery begins once, however many ask at once, and only while its batch runs',
      withStore(open, async ({ batches }) => {
        await batches.create(batchOrder(2));
        const begin = (groupId: string) => batches.begin('batch-1', groupId, 'robot', AT);
        const texts = await Promise.all([begin('r1'), begin('r1'), begin('r1')]);
        expect(texts.filter((text) => text !== null)).toEqual(['text r1']);
        await batches.move('batch-1', 'pause', AT);
        expect(await begin('r2')).toBeNull();
        await batches.move('batch-1', 'resume', AT);
        expect(await begin('r2')).toBe('text r2');
        expect(await batches.askedSince(AT)).toHaveLength(2);
        expect(await batches.askedSince(LATER)).toEqual([]);
      }),
    );

    test(
      'is done by the commit that ends its last delivery, whatever waits for a person',
      withStore(open, async ({ batches }) => {
        await batches.create(batchOrder(2, 1));
        const move = (groupId: string, name: 'accepted' | 'lose') =>
          batches.moveDelivery('batch-1', groupId, name, { at: LATER, reason: null });
        await batches.begin('batch-1', 'r1', 'robot', AT);
        expect(await move('r1', 'accepted')).toMatchObject({ state: 'sent', at: LATER });
        expect(await move('r1', 'accepted')).toBeNull();
        expect(await move('r2', 'lose')).toBeNull();
        await batches.begin('batch-1', 'r2', 'robot', AT);
        await move('r2', 'lose');
        expect(await batches.get('batch-1')).toMatchObject({
          state: 'done',
          counts: { unknown: 1, 'by-hand': 1 },
        });
        const { batch } = await batches.create(batchOrder(0, 1, { batchId: 'batch-2' as never }));
        expect(batch.state).toBe('done');
      }),
    );

    test(
      'stop skips what is left, retry queues what has failed and nothing else',
      withStore(open, async ({ batches }) => {
        await batches.create(batchOrder(4, 1));
        for (const id of ['r1', 'r2', 'r3']) await batches.begin('batch-1', id, 'robot', AT);
        const change = { at: LATER, reason: 'key', detail: '93000' } as const;
        await batches.moveDelivery('batch-1', 'r1', 'refused', change);
        await batches.moveDelivery('batch-1', 'r2', 'lose', { at: LATER, reason: 'no-answer' });
        const stopped = await batches.move('batch-1', 'stop', LATER);
        expect(stopped).toMatchObject({
          state: 'stopped',
          counts: { failed: 1, unknown: 1, sending: 1, skipped: 2, queued: 0, 'by-hand': 0 },
        });
        expect(await batches.move('batch-1', 'pause', LATER)).toBeNull();
        const late = { at: LATER, reason: 'rate' } as const;
        expect(await batches.moveDelivery('batch-1', 'r3', 'postponed', late)).toMatchObject({
          ...{ state: 'skipped', reason: 'stopped' },
        });
        const before = (await batches.get('batch-1'))?.revision ?? 0;
        const retried = await batches.move('batch-1', 'retryFailed', LATER);
        expect(retried).toMatchObject({ state: 'running', counts: { queued: 1, unknown: 1, skipped: 3 } });
        expect(await batches.deliveries('batch-1', before)).toMatchObject([{ groupId: 'r1', reason: null }]);
        expect(await batches.queued('batch-1')).toEqual([{ groupId: 'r1', groupName: '群r1', attempts: 0 }]);
        expect(await batches.had('post-1', 'live')).toEqual(
          expect.arrayContaining([{ groupId: 'r2', textHash: 'hash r2' }]),
        );
        expect((await batches.had('post-1', 'live')).map(({ groupId }) => groupId).sort()).toEqual([
          'r1',
          'r2',
        ]);
        expect(await batches.had('post-1', 'rehearsal')).toEqual([]);
      }),
    );

    test(
      'what was sending when the hub ended is unknown',
      withStore(open, async ({ batches }) => {
        await batches.create(batchOrder(2));
        await batches.begin('batch-1', 'r1', 'robot', AT);
        expect(await batches.loseSending(LATER)).toEqual(['batch-1']);
        expect(await batches.deliveries('batch-1', 0)).toMatchObject([
          { state: 'unknown', reason: 'interrupted' },
          { state: 'queued' },
        ]);
        expect(await batches.loseSending(LATER)).toEqual([]);
        expect(await batches.lastMovedAt('batch-1')).toBe(LATER);
        expect(await batches.inState('running')).toHaveLength(1);
      }),
    );

    test(
      'one that waits begins nothing; called off or expired it never does, and nobody has had it',
      withStore(open, async ({ batches }) => {
        for (const [move, state, reason] of [
          ['cancel', 'cancelled', 'cancelled'],
          ['expire', 'expired', 'expired'],
        ] as const) {
          const batchId = `batch-${move}`;
          const order = batchOrder(2, 1, { batchId: batchId as never, beginsAt: LATER });
          expect(await batches.create(order)).toMatchObject({
            batch: { state: 'waiting', beginsAt: LATER, counts: { queued: 2, 'by-hand': 1 } },
          });
          expect(await batches.inState('waiting')).toHaveLength(1);
          expect(await batches.begin(batchId, 'r1', 'robot', AT)).toBeNull();
          expect(await batches.move(batchId, 'pause', AT)).toBeNull();
          // Until that is clear, nobody else sends it to the same groups.
          expect(await batches.had('post-1', 'live')).toHaveLength(3);
          expect(await batches.move(batchId, move, LATER)).toMatchObject({
            ...{ state, beginsAt: null, counts: { skipped: 3, queued: 0, 'by-hand': 0 } },
          });
          expect(await batches.deliveries(batchId, 0)).toMatchObject(Array(3).fill({ reason }));
          expect(await batches.move(batchId, 'begin', LATER)).toBeNull();
          expect(await batches.move(batchId, 'retryFailed', LATER)).toBeNull();
          expect(await batches.begin(batchId, 'r1', 'robot', AT)).toBeNull();
          expect(await batches.had('post-1', 'live')).toEqual([]);
        }
        await batches.create(batchOrder(1, 0, { beginsAt: LATER }));
        expect(await batches.move('batch-1', 'begin', LATER)).toMatchObject({
          state: 'running',
          beginsAt: null,
        });
        expect(await batches.begin('batch-1', 'r1', 'robot', AT)).toBe('text r1');
        await batches.create(batchOrder(0, 1, { batchId: 'by-hand' as never, beginsAt: LATER }));
        expect(await batches.get('by-hand')).toMatchObject({ state: 'waiting' });
        expect(await batches.move('by-hand', 'begin', LATER)).toMatchObject({ state: 'done' });
      }),
    );

    test(
      'one that was not sent at all is kept with its reason, holds no group back and moves no more',
      withStore(open, async ({ batches }) => {
        const refusal = { code: 'batch/unfilled', params: { count: 3 } };
        const order = batchOrder(0, 0, { state: 'refused', refusal });
        expect(await batches.create(order)).toMatchObject({ batch: { state: 'refused', refusal } });
        await batches.create(batchOrder(0, 0, { batchId: 'late' as never, state: 'expired' }));
        expect(await batches.get('late')).toMatchObject({ state: 'expired', refusal: null });
        for (const move of Object.keys(batchMoves) as BatchMove[])
          expect(await batches.move('batch-1', move, LATER)).toBeNull();
        expect(await batches.had('post-1', 'live')).toEqual([]);
        expect(await batches.get('batch-1')).toMatchObject({ state: 'refused', refusal });
      }),
    );

    test('under any orders: every group in one state, what is sent stays sent, nothing begins twice unasked', async () => {
      const groups = ['r1', 'r2', 'r3', 'h1'];
      const batchStep = fc.record({ batch: fc.constantFrom(...(Object.keys(batchMoves) as BatchMove[])) });
      const deliveryStep = fc.record({
        group: fc.constantFrom(...groups),
        move: fc.constantFrom(...(Object.keys(deliveryMoves) as DeliveryMove[])),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(batchStep, deliveryStep), { maxLength: 60 }),
          fc.boolean(),
          async (steps, waits) => {
            const store = await open();
            const { batches } = store;
            try {
              await batches.create(batchOrder(3, 1, { beginsAt: waits ? LATER : null }));
              let calledOff = false;
              const begun = new Map<string, number>();
              const again = new Map<string, number>();
              let revision = 1;
              for (const step of steps) {
                const before = await batches.deliveries('batch-1', 0);
                if ('batch' in step) {
                  if (step.batch !== 'finish') await batches.move('batch-1', step.batch, AT);
                  calledOff ||= ['cancelled', 'expired'].includes(
                    (await batches.get('batch-1'))?.state ?? '',
                  );
                } else if (step.move === 'send') {
                  const text = await batches.begin('batch-1', step.group, 'robot', AT);
                  if (text !== null) expect(calledOff).toBe(false);
                  if (text !== null) begun.set(step.group, (begun.get(step.group) ?? 0) + 1);
                } else if (step.move !== 'stop' && step.move !== 'retry') {
                  const change = { at: AT, reason: null };
                  const moved = await batches.moveDelivery('batch-1', step.group, step.move, change);
                  const surelyNot = ['refused', 'postponed', 'settleFailed'].includes(step.move);
                  if (moved && surelyNot) again.set(step.group, (again.get(step.group) ?? 0) + 1);
                }
                const after = await batches.deliveries('batch-1', 0);
                const batch = await batches.get('batch-1');
                expect(after).toHaveLength(groups.length);
                expect(Object.values(batch?.counts ?? {}).reduce((sum, n) => sum + n, 0)).toBe(groups.length);
                for (const [at, { state }] of before.entries()) {
                  if (state === 'sent' || state === 'skipped') expect(after[at]?.state).toBe(state);
                }
                expect(batch?.revision).toBeGreaterThanOrEqual(revision);
                revision = batch?.revision ?? 0;
                if (batch?.state === 'done') expect(batch.counts.queued + batch.counts.sending).toBe(0);
              }
              // It begins again only as often as somebody said for certain that it had not gone out.
              for (const [group, times] of begun)
                expect(times).toBeLessThanOrEqual(1 + (again.get(group) ?? 0));
            } finally {
              await store.close();
            }
          },
        ),
        { numRuns: 40 },
      );
    });
  });
}
