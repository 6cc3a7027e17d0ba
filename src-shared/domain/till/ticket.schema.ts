import { z } from 'zod';
import { productIdSchema, showIdSchema, ticketIdSchema } from '../../sync/ids.ts';
import { deviceIdSchema, deviceNameSchema } from '../lease/lease.schema.ts';
import { fenSchema } from '../money.ts';
import { isoTimeSchema, runKindSchema } from '../show/show.schema.ts';

export const tenderSchema = z.enum(['cash', 'qr']);
export type Tender = z.infer<typeof tenderSchema>;

export const MAX_TICKET_LINES = 100;
export const ticketQtySchema = z.int().min(1).max(100_000);
const count = z.int().min(0).max(100_000);

export const ticketLineSchema = z.object({
  productId: productIdSchema,
  shopId: z.string().min(1).max(60),
  /** What stock and figures are counted by: the product's SKU, or its id where it has none. */
  sku: z.string().min(1).max(80),
  title: z.string().max(200),
  qty: ticketQtySchema,
  /** As it stood on this till's sheet when it was sold. */
  priceFen: fenSchema,
  amountFen: fenSchema,
  /** Pieces that the till's lease has given; the rest of `qty` needed none, or was sold beyond it. */
  leased: count,
  refundedQty: count,
});
export type TicketLine = z.infer<typeof ticketLineSchema>;

export const ticketRefundSchema = z.object({
  at: isoTimeSchema,
  personId: z.string(),
  /** How the money was given back. */
  tender: tenderSchema,
  amountFen: fenSchema,
  /** Whether the pieces went back into this till's stock. */
  restock: z.boolean(),
  note: z.string().max(300),
  /** `line` is the place in the ticket's lines, from 0. */
  lines: z.array(z.object({ line: z.int().min(0), qty: ticketQtySchema })).min(1),
});
export type TicketRefund = z.infer<typeof ticketRefundSchema>;

/**
 * What somebody should look at, never a reason to refuse: the money was in hand before the hub heard of it.
 * `oversold`: beyond the till's lease; `price`: the sheet says another price than was taken; `floor`: below a floor that
 * nobody has confirmed; `product`: not on the sheet; `revived`: cancelled elsewhere before it was paid.
 */
export const ticketMarkSchema = z.enum(['oversold', 'price', 'floor', 'product', 'revived']);
export type TicketMark = z.infer<typeof ticketMarkSchema>;

export const ticketStateSchema = z.enum(['open', 'paid', 'part-refunded', 'refunded', 'cancelled']);
export type TicketState = z.infer<typeof ticketStateSchema>;

/** One sale at a till. Only the till that made it changes it. */
export const ticketSchema = z.object({
  id: ticketIdSchema,
  showId: showIdSchema,
  runKind: runKindSchema,
  deviceId: deviceIdSchema,
  deviceName: deviceNameSchema,
  /** The receipt number: for people to name it by, never its identity. */
  label: z.string().min(1).max(40),
  source: z.enum(['counter', 'chain']),
  buyerName: z.string().trim().max(60),
  note: z.string().trim().max(300),
  lines: z.array(ticketLineSchema).min(1).max(MAX_TICKET_LINES),
  totalFen: fenSchema,
  refundedFen: fenSchema,
  state: ticketStateSchema,
  /** Null until it is paid. */
  tender: tenderSchema.nullable(),
  /** Cash that was handed over; null where it was not noted. */
  receivedFen: fenSchema.nullable(),
  openedAt: isoTimeSchema,
  openedBy: z.string(),
  paidAt: isoTimeSchema.nullable(),
  paidBy: z.string().nullable(),
  cancelledAt: isoTimeSchema.nullable(),
  refunds: z.array(ticketRefundSchema),
  marks: z.array(ticketMarkSchema),
});
export type Ticket = z.infer<typeof ticketSchema>;

/** Cash to give back; null where what was handed over was not noted. */
export function changeFenOf(ticket: Pick<Ticket, 'receivedFen' | 'totalFen'>): number | null {
  return ticket.receivedFen === null ? null : ticket.receivedFen - ticket.totalFen;
}
