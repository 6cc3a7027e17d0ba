/** A till on the desk's own documents: what it may sell hangs on what the hub has confirmed, whatever happens between. */
import { expect, test } from 'vitest';
import type { MutationInput } from '#shared/domain/mutations.ts';
import { testDesk as desk, prepared, pull, sync, type TestDesk } from './desk-fixture.ts';
import { type HubModel, hubModel } from './hub-fixture.ts';

const refusal = (code: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code } : { code, params });
const short = (left: number) => refusal('lease/short', { name: '柔巾 a', left });
const key = { runKind: 'live', productId: 'a', deviceId: 'amy' } as const;
const cash = { tender: 'cash', receivedFen: null } as const;

function basket(id: string, qty: number): MutationInput<'ticket.open'> {
  const line = { productId: 'a', shopId: 'main', sku: 'sku-a', title: '柔巾', qty, priceFen: 4900 };
  const place = { showId: 'show-1', runKind: 'live', deviceId: 'amy', deviceName: '一号台' } as const;
  return { id, ...place, label: id, source: 'counter', buyerName: '', note: '', lines: [line] };
}
let takes = 0;
/** The hub grants it; the till hears of it with its next pull. */
async function granted(hub: HubModel, amy: TestDesk, qty: number) {
  takes += 1;
  const op = { opId: `take-${takes}`, name: 'lease.take', input: { ...key, deviceName: '', qty } };
  await hub.run({ ...op, at: '2026-06-18T11:00:00.000Z' }, amy.actor);
}
const sell = (amy: TestDesk, id: string, qty: number) =>
  amy.documents.submit('ticket.sell', { ...basket(id, qty), ...cash });

test('a till sells what is confirmed and no piece more: not what is granted and unheard, not after a restart', async () => {
  const [hub, amy] = [hubModel(), desk('amy')];
  await prepared(hub, [amy]);
  await granted(hub, amy, 5);
  await expect(sell(amy, 't-1', 1)).rejects.toEqual(short(0));
  await pull(amy, hub);
  await sell(amy, 't-1', 2);
  await amy.documents.submit('ticket.open', basket('t-2', 2));
  await expect(sell(amy, 't-3', 2)).rejects.toEqual(short(1));
  amy.reopen();
  await expect(sell(amy, 't-3', 2)).rejects.toEqual(short(1));
  // Others' changes come in between, and so does a rebase.
  await granted(hub, amy, 1);
  await expect(sell(amy, 't-3', 2)).rejects.toEqual(short(1));
  await pull(amy, hub);
  await expect(sell(amy, 't-3', 3)).rejects.toEqual(short(2));
  await amy.documents.submit('lease.return', { ...key, qty: 1 });
  await sync(amy, hub);
  amy.reopen();
  await expect(sell(amy, 't-3', 2)).rejects.toEqual(short(1));
  await amy.documents.submit('ticket.cancel', { ticketId: 't-2', deviceId: 'amy' });
  await sell(amy, 't-3', 3);
  await expect(sell(amy, 't-4', 1)).rejects.toEqual(short(0));
  await sync(amy, hub);
  expect(await amy.documents.view.get('lease', 'live:a:amy')).toMatchObject({
    ...{ granted: 6, returned: 1, held: 0, sold: 5 },
  });
});

test('two sales at the same moment do not both get the last piece', async () => {
  const [hub, amy] = [hubModel(), desk('amy')];
  await prepared(hub, [amy]);
  await granted(hub, amy, 1);
  await pull(amy, hub);
  const both = await Promise.allSettled([sell(amy, 't-1', 1), sell(amy, 't-2', 1)]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('a sale that waits in the tray is tried again without asking whether it may be made now', async () => {
  const [hub, amy] = [hubModel(), desk('amy')];
  await prepared(hub, [amy]);
  await granted(hub, amy, 2);
  await pull(amy, hub);
  const { opId, input } = await sell(amy, 't-1', 2);
  await amy.documents.receive([], [{ opId, outcome: 'refused', code: 'op/failed', params: {} }]);
  expect(await amy.documents.view.get('ticket', 't-1')).toBeNull();
  await amy.documents.submit('product.reprice', { productId: 'a', priceFen: 5900 });
  const sold = input as MutationInput<'ticket.sell'>;
  await expect(amy.documents.submit('ticket.sell', sold)).rejects.toEqual(refusal('product/price-changed'));
  await amy.documents.submit('ticket.sell', sold, 'again');
  await amy.documents.takeConflict(opId);
  await sync(amy, hub);
  expect(await amy.documents.view.get('ticket', 't-1')).toMatchObject({ state: 'paid', marks: ['price'] });
  expect(amy.outbox.counts()).toEqual({ unconfirmed: 0, conflicts: 0 });
});

test('what a till sold is at the hub, document by document, what it was on the till', async () => {
  const [hub, amy] = [hubModel(), desk('amy')];
  await prepared(hub, [amy]);
  await granted(hub, amy, 9);
  await pull(amy, hub);
  for (let at = 0; at < 9; at += 1) await sell(amy, `t-${at}`, 1);
  const before = await amy.documents.view.list('ticket', 'show-1');
  await sync(amy, hub);
  expect(await amy.documents.view.list('ticket', 'show-1')).toEqual(before);
  expect(await hub.reader.list('ticket', 'show-1')).toEqual(before);
});
