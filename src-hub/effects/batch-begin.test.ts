import { afterEach, describe, expect, test } from 'vitest';
import { parentIdOf, parseDocument } from '#shared/domain/documents.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { DocumentWrite } from '#shared/sync/document-store.ts';
import { AT, put, removed, write } from '../store/test-documents.ts';
import {
  act,
  batch,
  bed,
  endBed,
  groupWrite,
  newRunner,
  postWrite,
  run,
  seen,
  send,
  start,
  states,
} from './batch-fixture.ts';

afterEach(endBed);

describe('the seconds before a batch begins', () => {
  async function waiting(): Promise<void> {
    await start([groupWrite('a'), groupWrite('h', { hasRobot: false })]);
    bed.waitMs = 5000;
    bed.batches = newRunner();
    await send();
    expect(await batch()).toMatchObject({ state: 'waiting', beginsAt: '2026-06-18T11:00:05.000Z' });
    await bed.timers.advance(4900);
    expect(await states()).toEqual({ a: 'queued', h: 'by-hand' });
  }

  test('pass without a message; then it begins by itself', async () => {
    await waiting();
    expect(bed.asked).toEqual([]);
    await bed.timers.advance(100);
    expect(await batch()).toMatchObject({ beginsAt: null });
    await bed.timers.advance(5000);
    expect(bed.asked).toEqual(['robot-a 群a 八点']);
    expect(await states()).toEqual({ a: 'sent', h: 'by-hand' });
    await expect(act('cancel')).rejects.toMatchObject({ code: 'batch/wrong-state' });
  });

  test('called off in them, surely nothing is sent, and the same may be sent anew', async () => {
    await waiting();
    await act('cancel');
    expect(await batch()).toMatchObject({ state: 'cancelled', beginsAt: null });
    await bed.timers.advance(60_000);
    expect(await states()).toEqual({ a: 'skipped: cancelled', h: 'skipped: cancelled' });
    await expect(act('retryFailed')).rejects.toMatchObject({ code: 'batch/wrong-state' });
    expect(bed.asked).toEqual([]);
    await send({ batchId: 'batch-2' });
    await bed.timers.advance(10_000);
    expect(bed.asked).toHaveLength(1);
  });

  test('called off at the very moment: either nothing is sent, or the person is told that it has begun', async () => {
    for (const at of [4999, 5000, 5001]) {
      await start([groupWrite('a')]);
      bed.waitMs = 5000;
      bed.batches = newRunner();
      await send();
      const cancel = new Promise<string>((resolve) => {
        bed.timers.after(at, () => {
          act('cancel').then(
            () => resolve('cancelled'),
            (error: { code: string }) => resolve(error.code),
          );
        });
      });
      await bed.timers.advance(30_000);
      const told = await cancel;
      expect([told, bed.asked.length]).toEqual(
        told === 'cancelled' ? ['cancelled', 0] : ['batch/wrong-state', 1],
      );
      if (at !== 5001) continue;
      expect(told).toBe('batch/wrong-state');
    }
  });

  test('[SY52] a restart within or after them: it has expired and never begins by itself', async () => {
    for (const awayMs of [0, 3000, 600_000]) {
      await waiting();
      await bed.batches.stop();
      bed.clock.advance(awayMs);
      bed.batches = newRunner();
      await bed.batches.recover();
      expect(await batch()).toMatchObject({ state: 'expired', beginsAt: null });
      await bed.timers.advance(60_000);
      expect(await states()).toEqual({ a: 'skipped: expired', h: 'skipped: expired' });
      expect(bed.asked).toEqual([]);
    }
  });

  test('[SY51] a hub that was stopped in them and woken too late does not begin', async () => {
    await waiting();
    bed.clock.advance(10_000);
    await bed.timers.advance(0);
    expect(await batch()).toMatchObject({ state: 'expired' });
    await bed.timers.advance(60_000);
    expect(bed.asked).toEqual([]);
  });

  test('[SY52] nor does one whose machine slept', async () => {
    await waiting();
    bed.sleptMs = 60_000;
    await bed.timers.advance(60_000);
    expect(await batch()).toMatchObject({ state: 'expired' });
    expect(bed.asked).toEqual([]);
  });

  test('[SY54] the order that made it is answered as done, also when it comes again too late', async () => {
    await start([groupWrite('a')]);
    bed.waitMs = 5000;
    bed.batches = newRunner();
    const planHash = await seen();
    const order = { batchId: 'batch-1', postId: 'post-1', runKind: 'live', planHash } as const;
    await run({ name: 'batch.send', ...order });
    await run({ name: 'batch.send', ...order }, 60_000);
    await bed.timers.advance(10_000);
    await run({ name: 'batch.send', ...order }, 60_000);
    await bed.timers.advance(10_000);
    expect(bed.asked).toHaveLength(1);
  });
});

describe('[SY56] a release', () => {
  const UNTIL = '2026-06-18T11:30:00.000Z';
  async function releaseWrite(changes: Record<string, unknown> = {}): Promise<DocumentWrite> {
    const runKind = (changes['runKind'] as RunKind | undefined) ?? 'live';
    const document = parseDocument('release', {
      ...{ id: 'release-1', showId: 'show-1', postId: 'post-1', title: '开播', batchId: 'batch-1' },
      ...{ planHash: await seen(runKind), robots: 1, hands: 0, until: UNTIL, consoleId: 'desk-1' },
      ...{ releasedAt: AT, runKind, ...changes },
    });
    return { kind: 'release', id: document.id, parentId: parentIdOf('release', document), document };
  }
  async function released(changes: Record<string, unknown> = {}): Promise<void> {
    await start([groupWrite('a')]);
    bed.waitMs = 5000;
    bed.batches = newRunner();
    await write(bed.store, await releaseWrite(changes));
  }
  const hand = (ageMs = 0) =>
    run({ name: 'batch.release', batchId: 'batch-1', releaseId: 'release-1' }, ageMs);

  test('handed over in time is sent at once, and exactly once, however often it is handed over', async () => {
    await released();
    bed.clock.advance(30 * 60_000);
    // The hub itself was there all the while.
    bed.boot.reading();
    await Promise.all([hand(), hand(), hand()]);
    await bed.timers.advance(10_000);
    await hand();
    await hand(60_000);
    await bed.timers.advance(10_000);
    expect(bed.asked).toEqual(['robot-a 群a 八点']);
    expect(await batch()).toMatchObject({ state: 'done', createdBy: 'amy', title: '开播' });
  });

  test('handed over too late is kept as expired, and never sent', async () => {
    await released();
    bed.clock.advance(30 * 60_000 + 1);
    await hand();
    expect(await batch()).toMatchObject({ state: 'expired', refusal: null, title: '开播' });
    await hand();
    await bed.timers.advance(60_000);
    expect(bed.asked).toEqual([]);
  });

  test.each([
    ['other text', 'batch/changed', () => write(bed.store, postWrite({ text: '九点' }))],
    ['another group', 'batch/changed', () => write(bed.store, groupWrite('b'))],
    ['no announcement', 'post/not-found', () => write(bed.store, removed('post', 'post-1'))],
    ['only a rehearsal', 'batch/rehearsal', () => write(bed.store, put('run', { kind: 'rehearsal' }))],
  ])('of what is not what was seen (%s) is kept with its reason: %s', async (_what, code, change) => {
    await released();
    await change();
    await hand();
    expect(await batch()).toMatchObject({ state: 'refused', refusal: { code, params: {} } });
    await write(bed.store, postWrite(), put('run'));
    await hand();
    await bed.timers.advance(60_000);
    expect(bed.asked).toEqual([]);
  });

  test('of which a group has had the text meanwhile is refused: it says so instead of sending less', async () => {
    await start([groupWrite('a')]);
    const write1 = await releaseWrite();
    await send({ batchId: 'by-another' });
    await bed.timers.advance(5000);
    await write(bed.store, write1);
    await hand();
    expect(await batch()).toMatchObject({ state: 'refused', refusal: { code: 'batch/changed' } });
    expect(bed.asked).toHaveLength(1);
  });

  test('[SY58] that was seen before the hub was put back to a backup is refused: groups may have had it since', async () => {
    await start([groupWrite('a')]);
    const planHash = await seen('live', 'the epoch before');
    await write(bed.store, await releaseWrite({ planHash }));
    await hand();
    expect(await batch()).toMatchObject({
      state: 'refused',
      refusal: { code: 'batch/restored', params: {} },
    });
    await bed.timers.advance(60_000);
    expect(bed.asked).toEqual([]);
  });

  test('that was taken back is sent by nobody', async () => {
    await released();
    await write(bed.store, removed('release', 'release-1'));
    await expect(hand()).rejects.toMatchObject({ code: 'release/not-found' });
    expect(await batch()).toBeNull();
    expect(bed.asked).toEqual([]);
  });

  test('[SY51] in an order that came too late makes nothing: the console asks again', async () => {
    await released();
    await expect(hand(60_000)).rejects.toMatchObject({ code: 'effect/expired' });
    expect(await batch()).toBeNull();
    await hand();
    expect(await batch()).toMatchObject({ state: 'running' });
  });

  test('of a rehearsal never uses a real address', async () => {
    await released({ runKind: 'rehearsal' });
    await hand();
    await bed.timers.advance(10_000);
    expect(bed.asked).toEqual(['simulated-a 群a 八点']);
  });
});
