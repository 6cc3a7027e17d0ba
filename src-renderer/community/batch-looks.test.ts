import { expect, test } from 'vitest';
import { type Delivery, deliverySchema, emptyCounts } from '#shared/domain/batch/batch.schema.ts';
import { type DeliveryState, deliveryStateSchema } from '#shared/domain/batch/batch.states.ts';
import { deliveriesOf, secondsLeft, settledCount, stateOrder, totalCount } from './batch-looks.ts';

const delivery = (groupId: string, state: DeliveryState): [string, Delivery] => [
  groupId,
  deliverySchema.parse({
    ...{ groupId, groupName: groupId, owner: '', platform: 'wechat', state, reason: null, detail: null },
    ...{ byHand: false, at: '' },
  }),
];

test('every state has its place; what needs a person comes first', () => {
  expect(stateOrder.toSorted()).toEqual([...deliveryStateSchema.options].sort());
  const all = new Map([
    delivery('a', 'sent'),
    delivery('b', 'queued'),
    delivery('c', 'unknown'),
    delivery('d', 'sent'),
  ]);
  expect(deliveriesOf(all, null).map(({ groupId }) => groupId)).toEqual(['c', 'b', 'a', 'd']);
  expect(deliveriesOf(all, 'sent').map(({ groupId }) => groupId)).toEqual(['a', 'd']);
});

test('a group that waits for a person has no result yet', () => {
  const counts = { ...emptyCounts, sent: 3, failed: 1, skipped: 2, unknown: 4, 'by-hand': 5, queued: 6 };
  expect([settledCount({ counts }), totalCount({ counts })]).toEqual([6, 21]);
});

test('the seconds before a batch begins are counted down, whatever this machine’s clock says', () => {
  const at = Date.parse('2026-06-18T11:00:05.000Z');
  const left = (ms: number) => secondsLeft('2026-06-18T11:00:05.000Z', at - ms);
  expect([5000, 4999, 4000, 1, 0, -60_000, 3_600_000].map(left)).toEqual([5, 5, 4, 1, 0, 0, 5]);
  expect(secondsLeft(null, at)).toBe(0);
});
