import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '#shared/domain/till/ticket.schema.ts';
import { itemsText, refundFen, refundLines } from './ticket-view.ts';

const line = fc
  .record({
    qty: fc.integer({ min: 1, max: 1000 }),
    priceFen: fc.integer({ min: 0, max: 1_000_000 }),
    refunded: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ qty, priceFen, refunded }) => ({ qty, priceFen, refundedQty: Math.min(qty, refunded) }));
const lines = fc
  .array(line, { minLength: 1, maxLength: 10 })
  .map((all) => ({ lines: all as Ticket['lines'] }));

describe('a refund', () => {
  it('never holds more than is left of a line, nor an empty line', () => {
    fc.assert(
      fc.property(
        lines,
        fc.dictionary(fc.constantFrom('0', '1', '5', '99'), fc.integer()),
        (ticket, chosen) => {
          for (const { line: at, qty } of refundLines(ticket, chosen)) {
            const sold = ticket.lines[at];
            expect(qty).toBeGreaterThan(0);
            expect(qty).toBeLessThanOrEqual((sold?.qty ?? 0) - (sold?.refundedQty ?? 0));
          }
        },
      ),
    );
  });

  it('of everything gives back what was paid and not yet refunded, to the fen', () => {
    fc.assert(
      fc.property(lines, (ticket) => {
        const all = Object.fromEntries(ticket.lines.map(({ qty }, at) => [at, qty]));
        const left = ticket.lines.reduce(
          (sum, each) => sum + (each.qty - each.refundedQty) * each.priceFen,
          0,
        );
        expect(refundFen(ticket, refundLines(ticket, all))).toBe(left);
      }),
    );
  });
});

it('names what is on a ticket', () => {
  expect(
    itemsText(
      [
        { title: '柔巾', qty: 2 },
        { title: '浴巾', qty: 1 },
      ],
      ' · ',
    ),
  ).toBe('柔巾 ×2 · 浴巾 ×1');
});
