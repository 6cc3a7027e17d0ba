import { afterAll, beforeAll, expect, test } from 'vitest';
import type { IngestResult } from '#shared/contract/ingest.ts';
import type { Counters } from '#shared/domain/order/counters.ts';
import { orderEvent, startTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
let key: string;
beforeAll(async () => {
  hub = await startTestHub();
  key = await hub.key();
});
afterAll(() => hub.end());

const ndjson = { 'content-type': 'application/x-ndjson' };
const send = async (showId: string, what: string, body: unknown, headers = {}) =>
  (await hub.call<IngestResult>('POST', `/v1/shows/${showId}/${what}`, { key, body, headers })).body;
const counters = async (showId: string) =>
  (await hub.call<Counters>('GET', `/v1/shows/${showId}/counters`, { key })).body;

test('orders are judged one by one; the good ones count', async () => {
  const showId = await hub.show();
  const result = await send(showId, 'orders', [
    orderEvent('e1'),
    orderEvent('e2', { amountFen: -1 }),
    orderEvent('e1'),
    'nonsense',
    orderEvent('e1', { amountFen: 1 }),
    orderEvent('e3', { kind: 'refunded', amountFen: 4900, buyerId: 'u2', at: '2026-06-18T19:04:00+08:00' }),
    orderEvent('e4', { kind: 'cancelled' }),
    orderEvent('e5', { amountFen: 0, lines: [] }),
  ]);
  expect(result).toEqual({
    accepted: 4,
    duplicates: 1,
    rejected: [
      { index: 1, code: 'order/not-a-sale', message: expect.stringContaining('amountFen') },
      { index: 3, code: 'event/invalid', message: expect.stringContaining('object') },
      { index: 4, code: 'order/id-reused', message: expect.any(String) },
    ],
  });
  expect(await counters(showId)).toMatchObject({
    ...{ grossFen: 9800, refundsFen: 4900, netFen: 4900, orders: 2, refundsCount: 1, buyers: 1 },
    byMinute: [
      { minute: '2026-06-18T11:03Z', grossFen: 9800, refundsFen: 0, orders: 2 },
      { minute: '2026-06-18T11:04Z', grossFen: 0, refundsFen: 4900, orders: 0 },
    ],
  });
});

test('the whole list again is duplicates, as JSON and as NDJSON', async () => {
  const showId = await hub.show();
  const events = Array.from({ length: 20 }, (_, index) => orderEvent(`d${index}`));
  expect(await send(showId, 'orders', events)).toEqual({ accepted: 20, duplicates: 0, rejected: [] });
  const before = await counters(showId);
  expect(await send(showId, 'orders', events)).toEqual({ accepted: 0, duplicates: 20, rejected: [] });
  const lines = [...events.map((event) => JSON.stringify(event)), '{bad', ''].join('\n');
  expect(await send(showId, 'orders', lines, ndjson)).toEqual({
    accepted: 0,
    duplicates: 20,
    rejected: [{ index: 20, code: 'event/invalid', message: expect.stringContaining('not JSON') }],
  });
  expect(await counters(showId)).toEqual(before);
});

test('the same event id in another show is another event', async () => {
  const [one, other] = [await hub.show(), await hub.show()];
  await send(one, 'orders', [orderEvent('same')]);
  expect(await send(other, 'orders', [orderEvent('same', { amountFen: 5 })])).toMatchObject({ accepted: 1 });
});

test('what is not in the event is not stored, and does not make it another one', async () => {
  const showId = await hub.show();
  const { channel: _channel, ...bare } = orderEvent('bare', { channel: '' });
  await send(showId, 'orders', [{ ...bare, phone: '13800000000' }]);
  expect(await send(showId, 'orders', [{ ...bare, channel: '' }])).toMatchObject({ duplicates: 1 });
});

test('comments and audience samples take the same form', async () => {
  const showId = await hub.show();
  const at = '2026-06-18T11:03:20Z';
  const comment = { commentId: 'c1', at, user: { id: 'u1', name: '小王' }, text: '多少钱？' };
  const told = [comment, comment, { ...comment, text: '别的' }, { ...comment, commentId: '' }];
  expect(await send(showId, 'comments', told)).toEqual({
    accepted: 1,
    duplicates: 1,
    rejected: [
      { index: 2, code: 'event/invalid', message: 'commentId: was used before with other content' },
      { index: 3, code: 'event/invalid', message: expect.stringContaining('commentId') },
    ],
  });
  const sample = { sampleId: 's1', at, online: 12402, entered: 190000 };
  expect(await send(showId, 'audience', [sample, { ...sample, online: -1 }, sample])).toEqual({
    accepted: 1,
    duplicates: 1,
    rejected: [{ index: 1, code: 'event/invalid', message: expect.stringContaining('online') }],
  });
});

test.each(['orders', 'comments', 'audience'])('%s of a show that is none', async (what) => {
  const answer = await hub.call('POST', `/v1/shows/none/${what}`, { key, body: [] });
  expect([answer.status, answer.body]).toMatchObject([404, { error: { code: 'show/not-found' } }]);
});

test('the same events from many sides at once count once', async () => {
  const showId = await hub.show();
  const events = Array.from({ length: 50 }, (_, index) => orderEvent(`m${index}`));
  const results = await Promise.all(Array.from({ length: 20 }, () => send(showId, 'orders', events)));
  expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
  expect(results.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(950);
  expect(await counters(showId)).toMatchObject({ orders: 50, grossFen: 50 * 9800 });
});

test('metrics count what came', async () => {
  const showId = await hub.show();
  await send(showId, 'audience', [{}]);
  const { body } = await hub.call('GET', '/metrics');
  expect(body).toMatch(/livedesk_hub_events_total\{kind="audience",outcome="rejected"\} \d/);
  expect(body).toMatch(/livedesk_hub_ingest_seconds_count\{kind="orders"\} \d/);
  expect(body).not.toContain(showId);
});
