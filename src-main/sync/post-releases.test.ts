import { describe, expect, test } from 'vitest';
import { AppError, type ErrorCode } from '#shared/contract/errors.ts';
import { type Release, releaseSchema } from '#shared/domain/post/release.schema.ts';
import { testClock } from '#shared/sync/clock.ts';
import { testTimers } from '#shared/sync/test-timers.ts';
import { type Handing, postReleases } from './post-releases.ts';

const release = (id: string, changes: Partial<Record<keyof Release, unknown>> = {}): Release =>
  releaseSchema.parse({
    ...{ id, showId: 'show-1', postId: 'post-1', runKind: 'live', title: '', batchId: `batch of ${id}` },
    ...{ planHash: 'hash', robots: 1, hands: 0, until: '2026-06-18T12:00:00.000Z', consoleId: 'desk-1' },
    ...{ releasedAt: '2026-06-18T11:00:00.000Z', ...changes },
  });

function start() {
  const clock = testClock();
  const timers = testTimers(clock);
  const desk = {
    online: true,
    releases: [] as Release[],
    pending: new Set<string>(),
    handed: [] as string[],
    errors: [] as unknown[],
    answers: [] as (ErrorCode | 'bug' | null)[],
    epoch: 'epoch-1',
    kept: [] as readonly Handing[],
  };
  const begin = () =>
    postReleases({
      ...{ clock, timers, consoleId: 'desk-1' },
      online: () => desk.online,
      releases: async () => desk.releases,
      pendingAmong: (ids) => ids.filter((id) => desk.pending.has(id)),
      async hand({ id }) {
        desk.handed.push(id);
        const code = desk.answers.shift() ?? null;
        if (code === 'bug') throw new Error('bug');
        if (code !== null) throw new AppError(code);
      },
      epoch: () => desk.epoch,
      handings: {
        all: () => desk.kept,
        set: (handings) => {
          desk.kept = handings;
        },
      },
      onError: (error) => desk.errors.push(error),
    });
  return { clock, timers, desk, begin, handing: begin() };
}

describe('[SY56] a released announcement', () => {
  test('is handed over once, when the hub is there and has the wish', async () => {
    const { timers, desk, handing } = start();
    desk.releases = [release('r1')];
    desk.pending.add('r1');
    desk.online = false;
    handing.look();
    await timers.advance(10_000);
    desk.online = true;
    handing.look();
    await timers.advance(10_000);
    expect(desk.handed).toEqual([]);
    desk.pending.clear();
    await timers.advance(2000);
    expect(desk.handed).toEqual(['r1']);
    handing.look();
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual(['r1']);
  });

  test('that was taken back is not handed over, whatever the hub has of it by then', async () => {
    const { timers, desk, handing } = start();
    // The wish has reached the hub, the taking back has not: the person does not see it any more.
    desk.releases = [];
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual([]);
  });

  test('is handed over again while nobody knows whether it was, and no more once that is known', async () => {
    const { timers, desk, handing } = start();
    desk.releases = [release('r1')];
    desk.answers = ['effect/unanswered', 'effect/expired', 'hub/away', 'bug'];
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual(Array(5).fill('r1'));
    expect(desk.errors).toHaveLength(1);
    desk.releases = [release('r1'), release('r2')];
    desk.answers = ['release/not-found'];
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed.slice(5)).toEqual(['r2']);
  });

  test('[SY42] handed over once is not handed over again, also not by the next run of this console', async () => {
    const { timers, desk, handing, begin } = start();
    desk.releases = [release('r1'), release('r2')];
    desk.answers = [null, 'effect/unanswered'];
    handing.look();
    await timers.advance(0);
    handing.close();
    expect(desk.handed).toEqual(['r1', 'r2']);
    // Its hub may have been put back to a backup that knows of no batch.
    begin().look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual(['r1', 'r2', 'r2']);
  });

  test('[SY42] asked for without an answer is not asked for again of a hub that was put back to a backup', async () => {
    const { timers, desk, handing, begin } = start();
    desk.releases = [release('r1')];
    desk.answers = ['effect/unanswered', 'effect/unanswered'];
    handing.look();
    await timers.advance(2000);
    expect(desk.handed).toEqual(['r1', 'r1']);
    expect(handing.wasHanded('r1')).toBe(false);
    desk.epoch = 'epoch-2';
    await timers.advance(60_000);
    const next = begin();
    next.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual(['r1', 'r1']);
    // It may have gone out: a person looks.
    expect(next.wasHanded('r1')).toBe(true);
  });

  test('of another console, or long over, is not for this one to hand over', async () => {
    const { clock, timers, desk, handing } = start();
    desk.releases = [release('theirs', { consoleId: 'desk-2' }), release('mine')];
    clock.advance(26 * 3_600_000);
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual([]);
    // Only just over: the hub says so, and keeps it.
    desk.releases = [release('late', { until: new Date(clock.nowMs() - 1000).toISOString() })];
    handing.look();
    await timers.advance(1000);
    expect(desk.handed).toEqual(['late']);
  });

  test('is left alone once the session is closed', async () => {
    const { timers, desk, handing } = start();
    desk.releases = [release('r1')];
    desk.answers = ['hub/away'];
    handing.look();
    await timers.advance(0);
    handing.close();
    handing.look();
    await timers.advance(60_000);
    expect(desk.handed).toEqual(['r1']);
  });
});
