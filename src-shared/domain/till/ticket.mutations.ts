/**
 * Sales at a till. What a person may do now is asked once, by `admit` on the desk; `run` only counts what has happened.
 * It never refuses for something that may have changed since, such as a price or a lease: the money is in hand.
 */
import { z } from 'zod';
import { AppError } from '../../contract/errors.ts';
import type { DocumentReader, DocumentTx } from '../../sync/document-store.ts';
import { ticketIdSchema } from '../../sync/ids.ts';
import { defineMutation, type MutationContext } from '../../sync/mutation.ts';
import { fen, MAX_AMOUNT_FEN } from '../money.ts';
import { needsSecondPerson } from '../product/product.schema.ts';
import type { Role } from '../roles.ts';
import { paidEvents, refundEvents } from './ticket.facts.ts';
import {
  MAX_TICKET_LINES,
  type Tender,
  type Ticket,
  type TicketMark,
  type TicketRefund,
  tenderSchema,
  ticketLineSchema,
  ticketRefundSchema,
  ticketSchema,
} from './ticket.schema.ts';
import { drawStock, lineMarks, releaseStock, restock, sellable } from './ticket.stock.ts';

const tillRoles: readonly Role[] = ['owner', 'operator', 'crew'];

const newTicketSchema = ticketSchema
  .pick({
    ...{ id: true, showId: true, runKind: true, deviceId: true, deviceName: true },
    ...{ label: true, source: true, buyerName: true, note: true },
  })
  .extend({
    lines: z
      .array(ticketLineSchema.omit({ amountFen: true, leased: true, refundedQty: true }))
      .min(1)
      .max(MAX_TICKET_LINES),
  });
type NewTicket = z.output<typeof newTicketSchema>;

const payment = { tender: tenderSchema, receivedFen: ticketSchema.shape.receivedFen };
const own = z.object({ ticketId: ticketIdSchema, deviceId: ticketSchema.shape.deviceId });

/** Opens and pays at once. */
export const sellTicket = defineMutation({
  name: 'ticket.sell',
  roles: tillRoles,
  input: newTicketSchema.extend(payment),
  async admit(reader, input) {
    await admitLines(reader, input);
    admitCash(input, totalOf(input));
  },
  async run(tx, { tender, receivedFen, ...input }, ctx) {
    await pay(tx, await newTicket(tx, input, ctx), tender, receivedFen, ctx);
  },
});

/** Holds the stock until it is paid or cancelled. */
export const openTicket = defineMutation({
  name: 'ticket.open',
  roles: tillRoles,
  input: newTicketSchema,
  admit: admitLines,
  async run(tx, input, ctx) {
    const ticket = await newTicket(tx, input, ctx);
    tx.put('ticket', await drawn(tx, ticket, 'held', ctx.at));
  },
});

export const payTicket = defineMutation({
  name: 'ticket.pay',
  roles: tillRoles,
  input: own.extend(payment),
  async admit(reader, input) {
    const ticket = await ownTicket(reader, input);
    if (ticket.state !== 'open') throw wrongState(ticket);
    admitCash(input, ticket.totalFen);
  },
  async run(tx, { tender, receivedFen, ...input }, ctx) {
    const ticket = await ownTicket(tx, input);
    // A ticket that was cancelled elsewhere meanwhile is paid all the same: the buyer has left with the goods.
    if (ticket.state !== 'open' && ticket.state !== 'cancelled') throw wrongState(ticket);
    const marks = ticket.state === 'cancelled' ? merged(ticket.marks, ['revived']) : ticket.marks;
    await pay(tx, { ...ticket, marks, cancelledAt: null }, tender, receivedFen, ctx);
  },
});

/** Lets an unpaid ticket go. An owner or operator may do so for a till that is lost. */
export const cancelTicket = defineMutation({
  name: 'ticket.cancel',
  roles: tillRoles,
  input: own,
  async run(tx, { ticketId, deviceId }, ctx) {
    const ticket = await existing(tx, ticketId);
    if (ticket.deviceId !== deviceId && ctx.role === 'crew') throw new AppError('ticket/other-till');
    if (ticket.state !== 'open') throw wrongState(ticket);
    await releaseStock(tx, ticket, ctx.at);
    const lines = ticket.lines.map((line) => ({ ...line, leased: 0 }));
    tx.put('ticket', { ...ticket, lines, state: 'cancelled', cancelledAt: ctx.at });
  },
});

/**
 * Gives money back, for the whole ticket or for pieces of it. `number` is the refund that the person meant, from 1:
 * pressed twice, it is done once.
 */
export const refundTicket = defineMutation({
  name: 'ticket.refund',
  roles: tillRoles,
  input: own.extend({
    number: z.int().min(1),
    /** Null = all that has not been refunded yet. */
    lines: ticketRefundSchema.shape.lines.max(MAX_TICKET_LINES).nullable(),
    tender: tenderSchema,
    restock: z.boolean(),
    note: ticketRefundSchema.shape.note,
  }),
  async run(tx, { number, lines: asked, tender, restock: back, note, ...input }, ctx) {
    const ticket = await ownTicket(tx, input);
    if (ticket.refunds.length !== number - 1) throw new AppError('ticket/changed');
    if (ticket.state !== 'paid' && ticket.state !== 'part-refunded') throw wrongState(ticket);
    const lines = asked === null ? unrefunded(ticket) : byLine(asked);
    const refunded = ticket.lines.map((line, at) => {
      const qty = lines.find((one) => one.line === at)?.qty ?? 0;
      return { ...line, refundedQty: line.refundedQty + qty };
    });
    const isTooMuch = refunded.some((line) => line.refundedQty > line.qty);
    if (isTooMuch || lines.some(({ line }) => line >= refunded.length))
      throw new AppError('ticket/over-refund');

    const amountFen = fen(lines.reduce((sum, { line, qty }) => sum + qty * priceOf(ticket, line), 0));
    const refund: TicketRefund = {
      ...{ at: ctx.at, personId: ctx.personId, tender, amountFen, restock: back, note, lines },
    };
    const after: Ticket = {
      ...ticket,
      lines: refunded,
      refundedFen: fen(ticket.refundedFen + amountFen),
      refunds: [...ticket.refunds, refund],
      state: refunded.every((line) => line.refundedQty === line.qty) ? 'refunded' : 'part-refunded',
    };
    for (const { line, qty } of back ? lines : []) {
      const sold = ticket.lines[line];
      if (sold) await restock(tx, ticket, sold, qty, ctx.at);
    }
    tx.put('ticket', after);
    for (const event of refundEvents(after, refund, number)) tx.addOrder(ticket, event);
  },
});

async function newTicket(tx: DocumentTx, input: NewTicket, ctx: MutationContext): Promise<Ticket> {
  if (!(await tx.get('show', input.showId))) throw new AppError('show/not-found');
  if (await tx.get('ticket', input.id)) throw new AppError('ticket/exists');
  const marks: TicketMark[] = [];
  for (const line of input.lines) marks.push(...(await lineMarks(tx, input.showId, line)));
  return {
    ...input,
    lines: input.lines.map((line) => ({
      ...line,
      amountFen: fen(line.qty * line.priceFen),
      leased: 0,
      refundedQty: 0,
    })),
    totalFen: fen(totalOf(input)),
    refundedFen: fen(0),
    state: 'open',
    ...{ tender: null, receivedFen: null, paidAt: null, paidBy: null, cancelledAt: null },
    openedAt: ctx.at,
    openedBy: ctx.personId,
    refunds: [],
    marks: merged([], marks),
  };
}

async function pay(
  tx: DocumentTx,
  ticket: Ticket,
  tender: Tender,
  receivedFen: Ticket['receivedFen'],
  ctx: MutationContext,
): Promise<void> {
  const paid: Ticket = {
    ...(await drawn(tx, ticket, 'sold', ctx.at)),
    ...{ state: 'paid', tender, receivedFen, paidAt: ctx.at, paidBy: ctx.personId },
  };
  tx.put('ticket', paid);
  for (const event of paidEvents(paid, ctx.at)) tx.addOrder(paid, event);
}

async function drawn(tx: DocumentTx, ticket: Ticket, into: 'held' | 'sold', at: string): Promise<Ticket> {
  const lines: Ticket['lines'] = [];
  let isShort = false;
  for (const line of ticket.lines) {
    const { leased, short } = await drawStock(tx, ticket, line, into, at);
    lines.push({ ...line, leased });
    isShort ||= short;
  }
  return { ...ticket, lines, marks: isShort ? merged(ticket.marks, ['oversold']) : ticket.marks };
}

/** What a person may sell now, by the sheet and the lease as this till has them. */
async function admitLines(reader: DocumentReader, input: NewTicket): Promise<void> {
  const asked = new Map<string, number>();
  for (const { productId, qty, priceFen } of input.lines) {
    const product = await reader.get('product', productId);
    if (!product || product.showId !== input.showId) throw new AppError('product/not-found');
    if (product.priceFen !== priceFen) throw new AppError('product/price-changed');
    if (needsSecondPerson(product)) throw new AppError('ticket/needs-second-person', { name: product.name });
    const total = (asked.get(productId) ?? 0) + qty;
    asked.set(productId, total);
    const left = await sellable(reader, input, product);
    if (left !== null && total > left) throw new AppError('lease/short', { name: product.name, left });
  }
}

function admitCash({ tender, receivedFen }: Pick<Ticket, 'tender' | 'receivedFen'>, totalFen: number): void {
  if (tender === 'cash' && receivedFen !== null && receivedFen < totalFen)
    throw new AppError('ticket/cash-short');
}

/** Throws `ticket/too-much` beyond what one amount may be. */
function totalOf({ lines }: Pick<NewTicket, 'lines'>): number {
  const total = lines.reduce((sum, line) => sum + line.qty * line.priceFen, 0);
  if (total > MAX_AMOUNT_FEN) throw new AppError('ticket/too-much');
  return total;
}

async function existing(reader: DocumentReader, ticketId: string): Promise<Ticket> {
  const ticket = await reader.get('ticket', ticketId);
  if (!ticket) throw new AppError('ticket/not-found');
  return ticket;
}

async function ownTicket(reader: DocumentReader, input: z.output<typeof own>): Promise<Ticket> {
  const ticket = await existing(reader, input.ticketId);
  if (ticket.deviceId !== input.deviceId) throw new AppError('ticket/other-till');
  return ticket;
}

function unrefunded(ticket: Ticket): TicketRefund['lines'] {
  return ticket.lines.flatMap(({ qty, refundedQty }, line) =>
    qty > refundedQty ? [{ line, qty: qty - refundedQty }] : [],
  );
}

/** A line named twice is one line with both quantities. */
function byLine(asked: TicketRefund['lines']): TicketRefund['lines'] {
  const qtys = new Map<number, number>();
  for (const { line, qty } of asked) qtys.set(line, (qtys.get(line) ?? 0) + qty);
  return [...qtys].map(([line, qty]) => ({ line, qty }));
}

function priceOf(ticket: Ticket, line: number): number {
  return ticket.lines[line]?.priceFen ?? 0;
}

/** In the order of the schema, each once: the same marks are the same list on the desk and at the hub. */
function merged(known: readonly TicketMark[], more: readonly TicketMark[]): TicketMark[] {
  return ticketSchema.shape.marks.element.options.filter(
    (mark) => known.includes(mark) || more.includes(mark),
  );
}

function wrongState(ticket: Ticket): AppError {
  return new AppError('ticket/wrong-state', { state: ticket.state });
}
