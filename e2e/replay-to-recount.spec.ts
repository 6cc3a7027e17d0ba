import { run } from './fixtures/console-process.ts';
import { sample } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test('a real order file flows into counters that are right to the cent, once', async ({
  desk,
  hub,
  screenPage,
}) => {
  const created = await hub.post('/v1/shows', { title: 'Real orders', currency: 'GBP' });
  expect(created.status).toBe(200);
  const { id } = created.body as { id: string };

  // A show made elsewhere appears on the empty console by itself.
  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '0');

  const replay = () =>
    run(
      'scripts/replay.ts',
      '--file',
      sample('online-retail-2010-12-01_08.csv'),
      '--hub',
      hub.url,
      '--key',
      hub.key,
      '--show',
      id,
      '--flat-out',
    );
  const first = await replay();
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('756 orders, 102 refunds, 47 rejected');
  expect(first.stdout).toContain('858 accepted, 0 duplicates');

  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '32495632');
  await expect(screenPage.getByTestId('gmv-gross')).toHaveAttribute('data-fen', '38526647');
  await expect(screenPage.getByTestId('orders-count')).toContainText('756');
  await expect(screenPage.getByTestId('gmv-net')).toContainText('324,956.32');

  const second = await replay();
  expect(second.stdout).toContain('0 accepted, 858 duplicates');
  const { body } = await hub.get(`/v1/shows/${id}/counters`);
  expect(body).toMatchObject({
    grossFen: 38_526_647,
    refundsFen: 6_031_015,
    netFen: 32_495_632,
    orders: 756,
    refundsCount: 102,
  });
  await expect(screenPage.getByTestId('gmv-net')).toHaveAttribute('data-fen', '32495632');

  const recount = await desk.hubCommand('recount');
  expect(recount.code).toBe(0);
});

/** An order event as integrators send it. */
const paid = (eventId: string, amountFen: number, more: Record<string, unknown> = {}) => ({
  eventId,
  orderId: eventId,
  kind: 'paid',
  amountFen,
  lines: [{ sku: 'MR-0601', title: '柔巾', qty: 1, priceFen: amountFen, amountFen }],
  channel: 'mini-program',
  shopId: 'main',
  buyerId: 'u1',
  at: '2026-06-18T11:03:20Z',
  ...more,
});

test('single events: good ones count, bad ones are named, none counts twice', async ({
  desk,
  hub,
  screenPage: page,
}) => {
  const { body: made } = await hub.post('/v1/shows', { title: '订单场', currency: 'CNY' });
  const { id } = made as { id: string };
  const orders = `/v1/shows/${id}/orders`;
  const net = page.getByTestId('gmv-net');
  await expect(net).toHaveAttribute('data-fen', '0');

  const mixed = await hub.post(orders, [
    paid('e1', 9800),
    paid('e2', -1),
    paid('e3', 4900, { buyerId: 'u2' }),
    paid('e4', 0, { buyerId: null }),
    'not an event',
  ]);
  expect(mixed).toMatchObject({ status: 200, body: { accepted: 3, duplicates: 0 } });
  const { rejected } = mixed.body as { rejected: { index: number; code: string; message: string }[] };
  expect(rejected.map((one) => one.index)).toEqual([1, 4]);
  for (const one of rejected) expect(one.message).not.toBe('');
  await expect(net).toHaveAttribute('data-fen', '14700');
  await expect(page.getByTestId('orders-count')).toHaveAttribute('data-count', '3');
  await expect(page.getByTestId('buyers')).toHaveAttribute('data-count', '2');

  // Again, alone and inside one request; and the same id with another content.
  expect((await hub.post(orders, [paid('e1', 9800), paid('e1', 9800)])).body).toMatchObject({
    accepted: 0,
    duplicates: 2,
  });
  const reused = await hub.post(orders, [paid('e1', 9900), paid('e5', 100)]);
  expect(reused.body).toMatchObject({
    accepted: 1,
    duplicates: 0,
    rejected: [{ index: 0, code: 'order/id-reused' }],
  });
  await expect(net).toHaveAttribute('data-fen', '14800');

  // A refund of an order never seen, line by line.
  const lines = await hub.postLines(orders, [
    { ...paid('r1', 2000), orderId: 'never-seen', kind: 'refunded' },
    { ...paid('x1', 700), kind: 'cancelled' },
    paid('e6', 1000),
  ]);
  expect(lines).toMatchObject({ status: 200, body: { accepted: 3, duplicates: 0, rejected: [] } });
  await expect(net).toHaveAttribute('data-fen', '13800');
  await expect(page.getByTestId('gmv-gross')).toHaveAttribute('data-fen', '15800');
  await expect(page.getByTestId('refunds')).toHaveAttribute('data-fen', '2000');
  await expect(page.getByTestId('orders-count')).toHaveAttribute('data-count', '5');

  // Too much at once is turned away whole; what is not a list too.
  const many = await hub.post(
    orders,
    Array.from({ length: 1001 }, (_, at) => paid(`many${at}`, 1)),
  );
  expect(many).toMatchObject({ status: 413, body: { error: { code: 'request/too-large' } } });
  expect((await hub.post(orders, { eventId: 'e9' })).status).toBe(400);
  const stranger = await fetch(new URL(orders, hub.url), { method: 'POST', body: '[]' });
  expect(stranger.status).toBe(401);

  const { body } = await hub.get(`/v1/shows/${id}/counters`);
  expect(body).toMatchObject({
    grossFen: 15_800,
    refundsFen: 2000,
    netFen: 13_800,
    orders: 5,
    refundsCount: 1,
  });
  await expect(net).toHaveAttribute('data-fen', '13800');
  await page.reload();
  await expect(net).toHaveAttribute('data-fen', '13800');
  expect((await desk.hubCommand('recount')).code).toBe(0);
});
