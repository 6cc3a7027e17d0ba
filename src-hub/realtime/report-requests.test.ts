/** Reports and checks over the real socket and a real SQLite file. */
import { afterEach, describe, expect, test } from 'vitest';
import type { PlatformCheck } from '#shared/contract/checklist.ts';
import { hubRequests } from '#shared/contract/hub.ts';
import { orderEventSchema } from '#shared/domain/order/order.schema.ts';
import type { Report } from '#shared/domain/report/report.schema.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { Platform } from '../connectors/connector.ts';
import { housePlatform } from '../connectors/house.ts';
import { AT, documentWith, put, write } from '../store/test-documents.ts';
import { ask, desk, endAll, startHub } from '../test-hub.ts';
import { createReportRequests } from './report-requests.ts';

afterEach(endAll);

const live = { showId: 'show-1', runKind: 'live' } as const;
const later = (sec: number) => new Date(Date.parse(AT) + sec * 1000).toISOString();
let events = 0;
const sale = (kind: 'paid' | 'refunded', amountFen: number, sku = 'MR-1') => {
  events += 1;
  const line = { sku, title: '', qty: 1, priceFen: amountFen, amountFen };
  const eventId = `r${events}`;
  return orderEventSchema.parse({
    ...{ eventId, orderId: eventId, kind, amountFen, lines: [line], at: later(events) },
    ...{ channel: 'group', shopId: 'main', buyerId: 'u' },
  });
};

describe('a report', () => {
  test('is what the counters say, kind by kind, with what was on air and what was given away', async () => {
    const hub = await startHub();
    const { store } = hub.services;
    const running = { state: 'live', startedAt: AT };
    await write(store, put('show'), put('product'), put('slot'), put('run', running), put('drop'));
    await write(store, put('run', { ...running, onAirSlotId: 'slot-1', onAirSince: AT }));
    await store.orders.add(live, [sale('paid', 500), sale('paid', 300, 'other'), sale('refunded', 100)]);
    await store.orders.add({ ...live, runKind: 'rehearsal' }, [sale('paid', 9_999_999)]);
    await store.audience.add(live, [{ sampleId: 'a', at: AT, online: 7, entered: 70 }]);
    await write(
      store,
      put('slot', { state: 'done', airedSec: 60 }),
      put('run', {
        ...{ state: 'ended', startedAt: AT, endedAt: later(60) },
        startChecks: { warnings: ['details'], reason: '口述' },
      }),
    );
    const socket = desk(hub);
    const answer = hubRequests.report.answer.parse(await ask(socket, 'report', live));
    if (!answer.ok) throw new Error(answer.error.code);
    const report: Report = answer.value;
    const { byProduct, ...counters } = await store.orders.counters(live);
    expect({
      ...report.totals,
      byMinute: report.byMinute,
      byChannel: report.byChannel,
      byShop: report.byShop,
    }).toEqual(counters);
    expect(report.products.map(({ sku, sold }) => [sku, sold?.grossFen, sold?.refundsFen])).toEqual(
      [...byProduct].map(({ sku, grossFen, refundsFen }) => [sku, grossFen, refundsFen]),
    );
    expect(report.products[0]).toMatchObject({ airedSec: 60, takes: 1, perMinuteFen: 500 });
    expect(report.takes).toMatchObject([{ name: '柔巾', sec: 60, grossFen: 500, refundsFen: 100, qty: 1 }]);
    expect(report.drops).toMatchObject([{ dropId: 'drop-1', state: 'planned', claimed: 0, costFen: 0 }]);
    expect(report).toMatchObject({ startedAt: AT, endedAt: later(60), peakOnline: 7, runKind: 'live' });
    expect(report.runs).toMatchObject([{ acceptedReason: '口述', acceptedChecks: ['details'] }]);

    const list = await ask(socket, 'reportList', {});
    expect(list.value).toMatchObject([
      { runKind: 'live', startedAt: AT, totals: { netFen: 700 } },
      { runKind: 'rehearsal', startedAt: null, totals: { netFen: 9_999_999 } },
    ]);
    expect(await ask(socket, 'report', { ...live, showId: 'none' })).toMatchObject({
      error: { code: 'show/not-found' },
    });
  });
});

describe('what the checklist asks', () => {
  test('the hub’s own offers are the sheet’s until somebody changes them; its disk has room', async () => {
    const hub = await startHub();
    const { store } = hub.services;
    await write(store, put('show'), put('product', { stockDeclared: 5 }));
    const socket = desk(hub);
    const check = async () =>
      (await ask(socket, 'checkPlatform', { ...live, productIds: ['product-1', 'gone'] }))
        .value as PlatformCheck;
    expect(await check()).toMatchObject({
      ...{ name: 'house', state: 'good' },
      offers: [{ productId: 'product-1', offer: { priceFen: 4900, shelf: 'on', stock: 5 } }],
    });
    await housePlatform(store, systemClock).setOffer({
      ...{ actId: 'act-1', product: documentWith('product'), priceFen: documentWith('product').priceFen },
      shelf: 'off',
    });
    expect((await check()).offers[0]?.offer).toMatchObject({ shelf: 'off' });
    expect((await ask(socket, 'hubCondition', {})).value).toMatchObject({
      ...{ freeBytes: expect.any(Number), backupAt: null },
    });
  });

  test('a platform that is silent, or throws, leaves its offers unknown and is not waited for', async () => {
    const hub = await startHub();
    await write(hub.services.store, put('show'), put('product'));
    const silent = new Promise<never>(() => undefined);
    const platform = {
      ...{ name: 'shop', health: async () => ({ state: 'good', reason: null }), readOffer: () => silent },
    } as unknown as Platform;
    const requests = (changes: Partial<Platform>) =>
      createReportRequests({
        ...{ services: hub.services, platformFor: async () => ({ ...platform, ...changes }) },
        ...{ freeBytes: () => Promise.reject(new Error('gone')), timeoutMs: 30 },
      });
    const input = { ...live, productIds: ['product-1'] };
    const call = {} as never;
    expect(await requests({}).checkPlatform(input, call)).toMatchObject({
      ...{ state: 'good', offers: [{ productId: 'product-1', offer: null }] },
    });
    expect(
      await requests({ health: () => Promise.reject(new Error('down')) }).checkPlatform(input, call),
    ).toMatchObject({ state: 'bad', offers: [{ offer: null }] });
    expect(await requests({}).hubCondition({}, call)).toEqual({ freeBytes: null, backupAt: null });
  });
});
