/** How a ticket is said in a list. Pure. */
import type { Ticket, TicketState } from '#shared/domain/till/ticket.schema.ts';

export const stateTones = {
  open: 'warn',
  paid: 'ok',
  'part-refunded': 'plain',
  refunded: 'plain',
  cancelled: 'plain',
} as const satisfies Record<TicketState, 'warn' | 'ok' | 'plain'>;

export const canRefund = ({ state }: Pick<Ticket, 'state'>) => state === 'paid' || state === 'part-refunded';

/** What is left of it after refunds. */
export function standingFen({ totalFen, refundedFen }: Pick<Ticket, 'totalFen' | 'refundedFen'>): number {
  return totalFen - refundedFen;
}

/** `柔巾 ×2、浴巾 ×1`. */
export function itemsText(
  lines: readonly Pick<Ticket['lines'][number], 'title' | 'qty'>[],
  between: string,
): string {
  return lines.map(({ title, qty }) => `${title} ×${qty}`).join(between);
}

export interface RefundLine {
  readonly line: number;
  readonly qty: number;
}

/** Pieces chosen by line → the lines of a refund. Never more than is left of a line. */
export function refundLines(
  ticket: Pick<Ticket, 'lines'>,
  chosen: Readonly<Record<number, number>>,
): RefundLine[] {
  return ticket.lines.flatMap(({ qty, refundedQty }, line) => {
    const pieces = Math.min(qty - refundedQty, Math.max(0, chosen[line] ?? 0));
    return pieces > 0 ? [{ line, qty: pieces }] : [];
  });
}

export function refundFen(ticket: Pick<Ticket, 'lines'>, lines: readonly RefundLine[]): number {
  return lines.reduce((sum, { line, qty }) => sum + qty * (ticket.lines[line]?.priceFen ?? 0), 0);
}
