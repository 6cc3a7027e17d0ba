import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeskBatch } from '#shared/contract/batch.ts';
import { AppError } from '#shared/contract/errors.ts';
import {
  type Batch,
  batchSchema,
  type Delivery,
  deliverySchema,
  emptyCounts,
} from '#shared/domain/batch/batch.schema.ts';
import { type BatchRooms, batchRooms } from './batch-rooms.ts';

const at = '2026-06-18T11:00:00.000Z';
const batch = (revision: number, changes: Partial<Batch> = {}): Batch => ({
  ...batchSchema.parse({
    ...{
      batchId: 'b',
      showId: 's',
      postId: 'p',
      runKind: 'live',
      title: '',
      state: 'running',
      beginsAt: null,
      refusal: null,
      pausedByHub: false,
    },
    ...{ revision, counts: emptyCounts, createdAt: at, createdBy: 'amy' },
  }),
  ...changes,
});
const delivery = (groupId: string, state: Delivery['state']): Delivery =>
  deliverySchema.parse({
    ...{
      groupId,
      groupName: groupId,
      owner: '',
      platform: 'wecom-internal',
      state,
      reason: null,
      detail: null,
    },
    ...{ byHand: false, at },
  });

let hub: { batch: Batch; deliveries: Delivery[] };
let asked: number;
let away: boolean;
let news: number;
let rooms: BatchRooms;

beforeEach(() => {
  vi.useFakeTimers();
  hub = { batch: batch(3), deliveries: [delivery('a', 'sent'), delivery('b', 'queued')] };
  [asked, away, news] = [0, false, 0];
  rooms = batchRooms({
    request: async (): Promise<never> => {
      asked += 1;
      if (away) throw new AppError('hub/away');
      return structuredClone(hub) as never;
    },
    onNews: () => {
      news += 1;
    },
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(() => {
  rooms.close();
  vi.useRealTimers();
});

const next = async (screen: AsyncIterator<DeskBatch>) => (await screen.next()).value as DeskBatch;

describe('a batch on the screen', () => {
  test('is whole at first, then what has changed', async () => {
    const screen = await rooms.watch('b');
    expect(await next(screen)).toEqual({ snapshot: true, ...hub });
    rooms.frame({ fromRevision: 3, batch: batch(4), deliveries: [delivery('b', 'sending')] });
    rooms.frame({ fromRevision: 4, batch: batch(5), deliveries: [delivery('b', 'sent')] });
    expect(await next(screen)).toEqual({
      ...{ snapshot: false, batch: batch(5), deliveries: [delivery('b', 'sent')] },
    });
    const second = await rooms.watch('b');
    expect((await next(second)).deliveries.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(asked).toBe(1);
  });

  test('is asked for again when something was missed or left out; what is old is not believed', async () => {
    const screen = await rooms.watch('b');
    await next(screen);
    rooms.frame({ fromRevision: 1, batch: batch(2), deliveries: [delivery('a', 'queued')] });
    expect(asked).toBe(1);
    hub = {
      batch: batch(9, { state: 'stopped' }),
      deliveries: [delivery('a', 'sent'), delivery('b', 'skipped')],
    };
    rooms.frame({ fromRevision: 9, batch: hub.batch, deliveries: [] });
    expect(await next(screen)).toEqual({ snapshot: true, ...hub });
    expect(asked).toBe(2);
  });

  test('frames that come while it is asked for go on top of it: it is not asked for again', async () => {
    const waiting = rooms.watch('b');
    rooms.frame({ fromRevision: 2, batch: batch(3), deliveries: [delivery('a', 'queued')] });
    rooms.frame({ fromRevision: 3, batch: batch(4), deliveries: [delivery('b', 'sent')] });
    const whole = await next(await waiting);
    expect(whole.batch.revision).toBe(4);
    expect(whole.deliveries.map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(asked).toBe(1);
  });

  test('with the hub away nothing comes, and all of it once the hub is back', async () => {
    away = true;
    const screen = await rooms.watch('b');
    away = false;
    rooms.resume();
    expect(await next(screen)).toMatchObject({ snapshot: true });
  });

  test('a screen that goes leaves nothing behind', async () => {
    const screen = await rooms.watch('b');
    await screen.return?.();
    rooms.frame({ fromRevision: 9, batch: batch(9), deliveries: [] });
    rooms.resume();
    expect(asked).toBe(1);
  });

  test('lists hear of a new state at once, of mere progress once a second', () => {
    rooms.frame({ fromRevision: 1, batch: batch(1), deliveries: [] });
    expect(news).toBe(1);
    for (let revision = 2; revision < 12; revision += 1)
      rooms.frame({ fromRevision: revision, batch: batch(revision), deliveries: [] });
    expect(news).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(news).toBe(2);
    rooms.frame({ fromRevision: 12, batch: batch(13, { state: 'done' }), deliveries: [] });
    expect(news).toBe(3);
  });
});
