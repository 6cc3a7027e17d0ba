/** What a ticket makes known: order events, one a shop, since figures are kept by shop. */
import { fen } from '../money.ts';
import type { OrderEvent } from '../order/order.schema.ts';
import type { Ticket, TicketLine, TicketRefund } from './ticket.schema.ts';

/** The channel of everything that a till sells. */
export const TILL_CHANNEL = 'on-site';

/** `lines` in the order of their shops' first lines, each with its shop's number from 1. */
function byShop(ticket: Ticket, lines: readonly TicketLine[]): [number: number, lines: TicketLine[]][] {
  // Numbered over the whole ticket, so that a shop has the same number in the sale and in every refund.
  const shops = [...new Set(ticket.lines.map((line) => line.shopId))];
  return shops.flatMap((shopId, at) => {
    const own = lines.filter((line) => line.shopId === shopId);
    return own.length > 0 ? [[at + 1, own] satisfies [number, TicketLine[]]] : [];
  });
}

function eventOf(
  ticket: Ticket,
  kind: OrderEvent['kind'],
  eventId: string,
  at: string,
  lines: TicketLine[],
): OrderEvent {
  return {
    eventId,
    orderId: `ticket:${ticket.id}`,
    kind,
    amountFen: fen(lines.reduce((sum, line) => sum + line.amountFen, 0)),
    lines: lines.map(({ sku, title, qty, priceFen, amountFen }) => ({
      sku,
      title,
      qty,
      priceFen,
      amountFen,
    })),
    channel: TILL_CHANNEL,
    shopId: lines[0]?.shopId ?? '',
    // A name on a ticket tells nobody apart, so it counts as no buyer.
    buyerId: null,
    at,
  };
}

/** The sale. Ids come from the ticket's: told twice, it counts once. */
export function paidEvents(ticket: Ticket, at: string): OrderEvent[] {
  return byShop(ticket, ticket.lines).map(([number, lines]) =>
    eventOf(ticket, 'paid', `ticket:${ticket.id}:paid:${number}`, at, lines),
  );
}

/** The ticket's refund of that number, from 1. */
export function refundEvents(ticket: Ticket, refund: TicketRefund, number: number): OrderEvent[] {
  const lines = refund.lines.flatMap(({ line, qty }) => {
    const sold = ticket.lines[line];
    return sold ? [{ ...sold, qty, amountFen: fen(qty * sold.priceFen) }] : [];
  });
  return byShop(ticket, lines).map(([shop, own]) =>
    eventOf(ticket, 'refunded', `ticket:${ticket.id}:refund:${number}:${shop}`, refund.at, own),
  );
}
