/** The day's close: what each till took, gave back and should have in its box, computed from the tickets alone. */
import { z } from 'zod';
import { type Lease, leftOf } from '../lease/lease.schema.ts';
import { runKindSchema } from '../show/show.schema.ts';
import { type Tender, type Ticket, tenderSchema } from './ticket.schema.ts';

const tenderSumsSchema = z.object({ takenFen: z.int(), givenBackFen: z.int() });

export const tillSumsSchema = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  /** Tickets paid, and pieces in them. */
  tickets: z.int(),
  pieces: z.int(),
  grossFen: z.int(),
  refunds: z.int(),
  refundsFen: z.int(),
  netFen: z.int(),
  byTender: z.object({ cash: tenderSumsSchema, qr: tenderSumsSchema }),
  /** What the cash box should have gained. */
  cashExpectedFen: z.int(),
  /** Tickets that are not paid: of every day, since they are still to be settled. */
  openTickets: z.int(),
  openFen: z.int(),
  /** Tickets that somebody should look at. */
  marked: z.int(),
  /** Pieces that this till still has on lease, to be handed back. */
  leasedLeft: z.int(),
});
export type TillSums = z.infer<typeof tillSumsSchema>;

export const tillCloseSchema = z.object({
  day: z.iso.date().nullable(),
  runKind: runKindSchema,
  currency: z.string(),
  /** Every till that has tickets or stock; this console's first. Others' as far as they have been heard of. */
  tills: z.array(tillSumsSchema.extend({ self: z.boolean() })),
  /** Sales, refunds, leases and sign-ups of this console that the hub has not confirmed. */
  unsent: z.int(),
  /** Those among them that the hub refused: they stand in the conflict tray. */
  refused: z.int(),
  /** People whom this console signed up. */
  signups: z.int(),
});
export type TillClose = z.infer<typeof tillCloseSchema>;

/**
 * `isIn` says whether an ISO time counts; money counts when it moved, so that a refund of yesterday's sale is today's.
 * Ordered by device id.
 */
export function tillSums(
  tickets: readonly Ticket[],
  leases: readonly Lease[],
  isIn: (at: string) => boolean,
): TillSums[] {
  const tills = new Map<string, TillSums>();
  const till = (of: { deviceId: string; deviceName: string }) => {
    const known = tills.get(of.deviceId) ?? noSums(of.deviceId, of.deviceName);
    tills.set(of.deviceId, known);
    return known;
  };
  for (const lease of leases) till(lease).leasedLeft += leftOf(lease);
  for (const ticket of tickets) {
    const sums = till(ticket);
    if (ticket.state === 'open') {
      sums.openTickets += 1;
      sums.openFen += ticket.totalFen;
    }
    let isTouched = ticket.state === 'open';
    if (ticket.paidAt !== null && ticket.tender !== null && isIn(ticket.paidAt)) {
      isTouched = true;
      sums.tickets += 1;
      sums.pieces += ticket.lines.reduce((sum, line) => sum + line.qty, 0);
      sums.grossFen += ticket.totalFen;
      sums.byTender[ticket.tender].takenFen += ticket.totalFen;
    }
    for (const refund of ticket.refunds.filter(({ at }) => isIn(at))) {
      isTouched = true;
      sums.refunds += 1;
      sums.refundsFen += refund.amountFen;
      sums.byTender[refund.tender].givenBackFen += refund.amountFen;
    }
    if (isTouched && ticket.marks.length > 0) sums.marked += 1;
  }
  return [...tills.values()].map(settled).sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
}

function settled(sums: TillSums): TillSums {
  const { takenFen, givenBackFen } = sums.byTender.cash;
  return { ...sums, netFen: sums.grossFen - sums.refundsFen, cashExpectedFen: takenFen - givenBackFen };
}

function noSums(deviceId: string, deviceName: string): TillSums {
  const byTender = Object.fromEntries(
    tenderSchema.options.map((tender) => [tender, { takenFen: 0, givenBackFen: 0 }]),
  ) as Record<Tender, { takenFen: number; givenBackFen: number }>;
  return {
    ...{ deviceId, deviceName, tickets: 0, pieces: 0, grossFen: 0, refunds: 0, refundsFen: 0, netFen: 0 },
    ...{ byTender, cashExpectedFen: 0, openTickets: 0, openFen: 0, marked: 0, leasedLeft: 0 },
  };
}
