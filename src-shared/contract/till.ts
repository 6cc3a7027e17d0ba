/**
 * The till's part of the contract between screen and desk. Everything here but `lease.take` and what the hub alone knows
 * (`free`, the list of sign-ups) works with no network: it is computed from the cache.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { leaseQtySchema } from '../domain/lease/lease.mutations.ts';
import { leaseIdSchema, leaseSchema } from '../domain/lease/lease.schema.ts';
import { fenSchema } from '../domain/money.ts';
import { productSchema } from '../domain/product/product.schema.ts';
import { runKindSchema } from '../domain/show/show.schema.ts';
import { maskedSignupSchema, signupSchema } from '../domain/signup/signup.schema.ts';
import { tillCloseSchema } from '../domain/till/close.ts';
import {
  MAX_TICKET_LINES,
  tenderSchema,
  ticketLineSchema,
  ticketRefundSchema,
  ticketSchema,
} from '../domain/till/ticket.schema.ts';
import { tillSchema } from '../domain/till/till.schema.ts';
import { productIdSchema, runIdSchema, showIdSchema, signupIdSchema, ticketIdSchema } from '../sync/ids.ts';

export type { MaskedSignup } from '../domain/signup/signup.schema.ts';

const done = z.object({});
const params = z.record(z.string(), z.union([z.string(), z.number()]));
const byShow = z.object({ showId: showIdSchema });
const byRun = z.object({ runId: runIdSchema });
const byTicket = z.object({ ticketId: ticketIdSchema });
const command = <S extends z.ZodType>(input: S) => oc.input(input).output(done);

/** A product as this till may sell it now. */
export const tillProductSchema = z.object({
  productId: productIdSchema,
  ...productSchema.pick({ sku: true, name: true, spec: true, shopId: true, priceFen: true, listFen: true })
    .shape,
  /** Below its floor and not confirmed: it cannot be sold. */
  needsSecondPerson: z.boolean(),
  /** Pieces that this till may still sell; null = without limit. */
  left: z.int().nullable(),
  /** Pieces in this till's unpaid tickets. */
  held: z.int(),
  /** Pieces that can still be leased; null while the hub is away, and without limit. May be negative: oversold. */
  free: z.int().nullable(),
  /** This till's stock of it has changed in a way that the hub has not confirmed. */
  pending: z.boolean(),
});
export type TillProduct = z.infer<typeof tillProductSchema>;

export const tillSheetSchema = z.object({
  showId: showIdSchema,
  runKind: runKindSchema,
  currency: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  products: z.array(tillProductSchema),
});
export type TillSheet = z.infer<typeof tillSheetSchema>;

/** `priceFen` is the price that the person saw: `product/price-changed` when the sheet says another. */
const basketLineSchema = ticketLineSchema.pick({ productId: true, qty: true, priceFen: true });
const basketSchema = z.object({
  lines: z.array(basketLineSchema).min(1).max(MAX_TICKET_LINES),
  buyerName: ticketSchema.shape.buyerName.default(''),
  note: ticketSchema.shape.note.default(''),
});
const paymentSchema = z.object({
  tender: tenderSchema,
  /** Cash that was handed over; null = not noted. */
  receivedFen: fenSchema.nullable().default(null),
});
const openedSchema = z.object({ ticketId: ticketIdSchema, label: z.string(), totalFen: z.int() });
const paidSchema = openedSchema.extend({ changeFen: z.int().nullable() });

export const ticketListSchema = z.object({
  /** Newest first. */
  tickets: z.array(ticketSchema),
  /** There are more than were asked for. */
  more: z.boolean(),
  /** Tickets with changes that the hub has not confirmed. */
  pendingIds: z.array(z.string()),
});

export const tillLeaseSchema = leaseSchema.extend({
  productName: z.string(),
  left: z.int(),
  self: z.boolean(),
  pending: z.boolean(),
});

export const tillContract = {
  till: {
    /** The set-up of the show's tills; null = none yet. */
    get: oc.input(byShow).output(z.object({ till: tillSchema.nullable() })),
    setUp: command(tillSchema.omit({ id: true })),
    products: oc.input(byRun).output(tillSheetSchema),
    /**
     * What a scanner or a person typed. `scanned`: the product whose SKU is exactly that; otherwise all whose SKU, name
     * or spec have every word of it, best first.
     */
    find: oc
      .input(byRun.extend({ text: z.string().max(200) }))
      .output(z.object({ scanned: productIdSchema.nullable(), productIds: z.array(productIdSchema) })),
    tickets: oc
      .input(
        byRun.extend({
          /** Part of a receipt number, buyer's name or product's title; empty = all. */
          text: z.string().max(100).default(''),
          limit: z.int().min(1).max(500).default(100),
          /** Those of this console alone. */
          own: z.boolean().default(true),
        }),
      )
      .output(ticketListSchema),
    ticket: oc.input(byTicket).output(z.object({ ticket: ticketSchema, pending: z.boolean() })),
    /** Every till's leases in the show and kind of that run. */
    leases: oc.input(byRun).output(z.array(tillLeaseSchema)),
    /** The day's close, by the local days of this machine; null = all days. */
    close: oc.input(byRun.extend({ day: z.iso.date().nullable() })).output(tillCloseSchema),
  },
  lease: {
    /** An order to act: now or not at all (`hub/away`, `effect/expired`). Refused `lease/not-enough {free}`. */
    take: command(byRun.extend({ productId: productIdSchema, qty: leaseQtySchema })),
    /** Counts at once; told to the hub when it is there. */
    return: command(byRun.extend({ productId: productIdSchema, qty: leaseQtySchema })),
    /** For a till that is lost: owners and operators. */
    reclaim: command(z.object({ leaseId: leaseIdSchema })),
  },
  ticket: {
    /** Sells and pays at once. With the hub there, stock that this till lacks is leased on the way. */
    sell: oc.input(byRun.extend(basketSchema.shape).extend(paymentSchema.shape)).output(paidSchema),
    /** Holds stock for a ticket that is paid later. */
    open: oc.input(byRun.extend(basketSchema.shape)).output(openedSchema),
    /** Opens one ticket for every order of a chain (接龙), each on its own: a refused one says why. */
    openChain: oc
      .input(byRun.extend({ orders: z.array(basketSchema).min(1).max(300) }))
      .output(
        z.array(
          z.discriminatedUnion('opened', [
            openedSchema.extend({ opened: z.literal(true) }),
            z.object({ opened: z.literal(false), code: z.string(), params }),
          ]),
        ),
      ),
    pay: oc.input(byTicket.extend(paymentSchema.shape)).output(paidSchema),
    cancel: command(byTicket),
    /** `number`: how many refunds the person saw, plus one. `lines` null = all that is left. */
    refund: command(
      byTicket.extend({
        number: z.int().min(1),
        lines: ticketRefundSchema.shape.lines.nullable().default(null),
        tender: tenderSchema,
        restock: z.boolean(),
        note: ticketRefundSchema.shape.note.default(''),
      }),
    ),
  },
  signup: {
    /** Group and consent text are those of the show's set-up. `signup/phone` for what is no number. */
    add: oc
      .input(
        byShow.extend({
          name: signupSchema.shape.name,
          phone: z.string().max(40),
          /** The person was shown the text and agreed. */
          consent: z.literal(true),
        }),
      )
      .output(
        z.object({
          /** Null where nothing was noted, since that number has signed up already. Only a hub in reach can tell. */
          signupId: signupIdSchema.nullable(),
          phone: z.string(),
        }),
      ),
    /** What this console has noted today, newest first, with what the hub has not confirmed. */
    today: oc
      .input(byShow)
      .output(z.array(maskedSignupSchema.omit({ deviceName: true }).extend({ pending: z.boolean() }))),
    /** Who has signed up, the newest 500 first; owners and community managers, with the hub there. */
    list: oc.input(byShow).output(z.object({ total: z.int(), signups: z.array(maskedSignupSchema) })),
    /** With full numbers, as a CSV for a spreadsheet. The hub notes who took it. */
    export: oc.input(byShow).output(z.object({ fileName: z.string(), csv: z.string(), count: z.int() })),
    /** For good, also from the hub's database; owners. */
    remove: command(z.object({ signupId: signupIdSchema })),
  },
};
