import { describe, expect, test } from 'vitest';
import {
  type BatchMove,
  type BatchState,
  batchMoves,
  batchOrigins,
  batchStateSchema,
  type DeliveryMove,
  type DeliveryState,
  deliveryMoves,
  deliveryStateSchema,
  moveBatch,
  moveDelivery,
} from './batch.states.ts';

/** Written out by hand, state by state: what may happen to a delivery, and all else may not. */
const deliveries: Record<DeliveryState, Partial<Record<DeliveryMove, DeliveryState>>> = {
  queued: { send: 'sending', fail: 'failed', doubt: 'unknown', stop: 'skipped' },
  sending: { accepted: 'sent', refused: 'failed', postponed: 'queued', lose: 'unknown' },
  sent: {},
  'by-hand': { stop: 'skipped', tick: 'sent' },
  failed: { retry: 'queued', doubt: 'unknown' },
  skipped: {},
  unknown: { settleSent: 'sent', settleFailed: 'failed' },
};
const batches: Record<BatchState, Partial<Record<BatchMove, BatchState>>> = {
  waiting: { begin: 'running', cancel: 'cancelled', expire: 'expired' },
  running: { pause: 'paused', stop: 'stopped', finish: 'done', retryFailed: 'running' },
  paused: { resume: 'running', stop: 'stopped' },
  stopped: { retryFailed: 'running' },
  done: { stop: 'stopped', retryFailed: 'running' },
  cancelled: {},
  expired: {},
  refused: {},
};
const deliveryStates = deliveryStateSchema.options;
const deliveryMoveNames = Object.keys(deliveryMoves) as DeliveryMove[];
const batchMoveNames = Object.keys(batchMoves) as BatchMove[];

describe('the table of a delivery’s states', () => {
  test.each(deliveryStates.flatMap((state) => deliveryMoveNames.map((move) => ({ state, move }))))(
    '$state × $move',
    ({ state, move }) => {
      expect(moveDelivery(state, move)).toBe(deliveries[state][move] ?? null);
    },
  );

  test('what is sent or skipped stays so', () => {
    for (const move of deliveryMoveNames) {
      expect(moveDelivery('sent', move)).toBeNull();
      expect(moveDelivery('skipped', move)).toBeNull();
    }
  });

  test('only a person’s word leads out of unknown, and never straight to sending or the queue', () => {
    expect(deliveryMoveNames.filter((move) => moveDelivery('unknown', move) !== null)).toEqual([
      'settleSent',
      'settleFailed',
    ]);
  });

  test('nothing is sending but what was queued', () => {
    const into = deliveryMoveNames.filter((move) => deliveryMoves[move].to === 'sending');
    expect(into).toEqual(['send']);
    expect(deliveryMoves.send.from).toEqual(['queued']);
  });
});

describe('the table of a batch’s states', () => {
  test.each(batchStateSchema.options.flatMap((state) => batchMoveNames.map((move) => ({ state, move }))))(
    '$state × $move',
    ({ state, move }) => {
      expect(moveBatch(state, move)).toBe(batches[state][move] ?? null);
    },
  );

  test('every state can be reached from those in which a batch comes to be', () => {
    const seen = new Set<BatchState>(batchOrigins);
    for (const state of seen)
      for (const move of batchMoveNames) {
        const next = moveBatch(state, move);
        if (next) seen.add(next);
      }
    expect([...seen].sort()).toEqual([...batchStateSchema.options].sort());
  });

  test('a waiting batch begins, is called off or expires; what was called off never begins', () => {
    const from = (state: BatchState) => batchMoveNames.flatMap((move) => moveBatch(state, move) ?? []);
    expect(from('waiting')).toEqual(['running', 'cancelled', 'expired']);
    expect([...from('cancelled'), ...from('expired'), ...from('refused')]).toEqual([]);
    expect(batchMoveNames.filter((move) => batchMoves[move].to === ('waiting' as never))).toEqual([]);
  });
});
