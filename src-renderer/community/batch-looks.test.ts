import { expect, test } from 'vitest';
import { type Delivery, deliverySchema, emptyCounts } from '#shared/domain/batch/batch.schema.ts';
import { type DeliveryState, deliveryStateSchema } from '#shared/domain/batch/batch.states.ts';
import { deliveriesOf, settledCount, stateOrder, totalCount } from './batch-looks.ts';

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
