import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import { countingIds, type RunId, type SlotId } from '#shared/sync/ids.ts';
import { type PushDesk, pushDesk } from './push-desk.ts';

const runId = 'run-1' as RunId;
const slotId = 'slot-1' as SlotId;
let onAirSlotId: SlotId | null;
let onTake: boolean | null;
let orders: { name: string; slotId?: string; origin?: string }[];
let refusal: AppError | null;
let news: number;
let desk: PushDesk;

beforeEach(() => {
  onAirSlotId = slotId;
  onTake = null;
  orders = [];
  refusal = null;
  news = 0;
  const documents: Record<string, () => unknown> = {
    run: () => ({ id: runId, onAirSlotId }),
    pushPolicy: () => (onTake === null ? null : { id: runId, showId: 'show-1', onTake, repush: null }),
  };
  desk = pushDesk({
    view: { get: async (kind: string) => documents[kind]?.() ?? null } as unknown as DocumentReader,
    ids: countingIds('act'),
    command: async (order) => {
      orders.push(order as (typeof orders)[number]);
      if (refusal) throw refusal;
    },
    onNews: () => {
      news += 1;
    },
    onError: (error) => {
      throw error;
    },
  });
});
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the push of a take', () => {
  test('is ordered at once, for what the take put on air', async () => {
    desk.taken(runId, true);
    await settled();
    expect(orders).toEqual([{ name: 'act.push', actId: 'act-0001', runId, slotId, origin: 'take' }]);
    expect(desk.unsent(runId)).toBeNull();
  });

  test('[SY82] with the hub away at the press none is ordered, now or later, and the screen is told', async () => {
    desk.taken(runId, false);
    await settled();
    expect(orders).toEqual([]);
    expect(desk.unsent(runId)).toEqual({ slotId, code: 'hub/away' });
    expect(news).toBe(1);
  });

  test('that expired on its way is said; the next push of the run takes the word back', async () => {
    refusal = new AppError('effect/expired', { seconds: 3 });
    desk.taken(runId, true);
    await settled();
    expect(desk.unsent(runId)).toEqual({ slotId, code: 'effect/expired' });
    refusal = null;
    await desk.again(runId, slotId);
    expect(desk.unsent(runId)).toBeNull();
    expect(orders.at(-1)).toMatchObject({ origin: 'again' });
  });

  test('whose slot somebody has taken away meanwhile is nobody’s trouble', async () => {
    refusal = new AppError('act/not-on-air');
    desk.taken(runId, true);
    await settled();
    expect(desk.unsent(runId)).toBeNull();
    await expect(desk.again(runId, slotId)).rejects.toMatchObject({ code: 'act/not-on-air' });
  });

  test('is not ordered where the run does not push on take, or nothing is on air', async () => {
    onTake = false;
    desk.taken(runId, true);
    await settled();
    onTake = true;
    onAirSlotId = null;
    desk.taken(runId, true);
    await settled();
    expect(orders).toEqual([]);
    expect(desk.unsent(runId)).toBeNull();
    expect(await desk.policy(runId)).toEqual({ onTake: true, repush: null });
  });
});
