import { describe, expect, test } from 'vitest';
import { tillSums } from './close.ts';
import type { Ticket } from './ticket.schema.ts';
import { basket, cash, line, TILL, takeLease, tillShow } from './till-fixture.ts';

const DAY = 86_400_000;
const dayOf = (at: string) => at.slice(0, 10);

/** Yesterday a sale in cash and one by code; today both refunded in part, in cash, another sold, one open. */
async function twoDays() {
  const w = await tillShow();
  await takeLease(w, 'product-1', 9);
  const { deviceId } = TILL;
  const [one, two, three] = [
    basket([line('product-1', 2)]),
    basket([line('product-1', 3), line('product-2', 1)]),
    basket([line('product-2', 7)]),
  ];
  await w.act('ticket.sell', { ...one, ...cash });
  await w.act('ticket.sell', { ...two, tender: 'qr', receivedFen: null });
  const yesterday = dayOf(w.nowIso());
  w.clock.advance(DAY);
  const refund = { deviceId, number: 1, tender: 'cash', restock: true, note: '' } as const;
  await w.act('ticket.refund', { ...refund, ticketId: one.id, lines: [{ line: 0, qty: 1 }] });
  await w.act('ticket.refund', { ...refund, ticketId: two.id, lines: null });
  await w.act('ticket.sell', { ...three, ...cash });
  await w.act('ticket.open', basket([line('product-1', 1)]));
  await w.run('ticket.sell', { ...basket([line('product-3', 1)], { deviceId: 'till-2' }), ...cash });
  const tickets = await w.reader.list('ticket', 'show-1');
  const leases = await w.reader.list('lease', 'show-1');
  const sums = (day: string | null) => tillSums(tickets, leases, (at) => day === null || dayOf(at) === day);
  return { sums, yesterday, today: dayOf(w.nowIso()), tickets };
}

describe('the day’s close', () => {
  test('counts money on the day it moved, by tender, to the fen', async () => {
    const { sums, yesterday, today } = await twoDays();
    expect(sums(yesterday)[0]).toMatchObject({
      ...{ tickets: 2, pieces: 6, grossFen: 24_501, refunds: 0, refundsFen: 0, netFen: 24_501 },
      byTender: { cash: { takenFen: 9800, givenBackFen: 0 }, qr: { takenFen: 14_701, givenBackFen: 0 } },
      cashExpectedFen: 9800,
    });
    expect(sums(today)[0]).toMatchObject({
      ...{ tickets: 1, pieces: 7, grossFen: 7, refunds: 2, refundsFen: 19_601, netFen: -19_594 },
      byTender: { cash: { takenFen: 7, givenBackFen: 19_601 }, qr: { takenFen: 0, givenBackFen: 0 } },
      cashExpectedFen: -19_594,
    });
  });

  test('open tickets are of every day, and so is what is left on lease', async () => {
    const { sums, yesterday, today } = await twoDays();
    for (const day of [yesterday, today])
      expect(sums(day)[0]).toMatchObject({ openTickets: 1, openFen: 4900, leasedLeft: 7 });
  });

  test('every till has its own sums; what to look at is counted', async () => {
    const { sums, today, yesterday } = await twoDays();
    expect(sums(today).map(({ deviceId, grossFen, marked }) => [deviceId, grossFen, marked])).toEqual([
      ['till-1', 7, 0],
      ['till-2', 3000, 1],
    ]);
    expect(sums(yesterday).map(({ tickets }) => tickets)).toEqual([2, 0]);
  });

  test('the days add up to all days', async () => {
    const { sums, yesterday, today, tickets } = await twoDays();
    const add = (field: 'grossFen' | 'refundsFen' | 'cashExpectedFen' | 'tickets') =>
      [yesterday, today].flatMap(sums).reduce((sum, one) => sum + one[field], 0);
    for (const field of ['grossFen', 'refundsFen', 'cashExpectedFen', 'tickets'] as const)
      expect(add(field)).toBe(sums(null).reduce((sum, one) => sum + one[field], 0));
    const paid = tickets.filter(({ paidAt }: Ticket) => paidAt !== null);
    expect(add('grossFen')).toBe(paid.reduce((sum, { totalFen }) => sum + totalFen, 0));
  });
});
