import { AppError } from '#shared/contract/errors.ts';
import type { MutationInput } from '#shared/domain/mutations.ts';
import { changeFenOf, type Ticket } from '#shared/domain/till/ticket.schema.ts';
import { sellable, skuOf } from '#shared/domain/till/ticket.stock.ts';
import type { ProductId, TicketId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import { takeLease } from './lease.router.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';
import { type TillPlace, tillPlace } from './till-place.ts';

interface Basket {
  readonly lines: readonly { productId: ProductId; qty: number; priceFen: number }[];
  readonly buyerName: string;
  readonly note: string;
}

export function ticketRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, till } = desk;

  async function written(ticketId: string): Promise<Ticket> {
    const ticket = await documents.view.get('ticket', ticketId);
    if (!ticket) throw new AppError('ticket/not-found');
    return ticket;
  }
  const opened = ({ id, label, totalFen }: Ticket) => ({ ticketId: id, label, totalFen });
  const paid = (ticket: Ticket) => ({ ...opened(ticket), changeFen: changeFenOf(ticket) });

  async function open(at: TillPlace, basket: Basket, source: Ticket['source']): Promise<Ticket> {
    await topUp(desk, at, basket);
    const ticket = await newTicket(desk, at, basket, source);
    await mutate('ticket.open', ticket);
    return written(ticket.id);
  }

  return {
    ticket: {
      sell: os.ticket.sell.handler(async ({ input: { runId, tender, receivedFen, ...basket } }) => {
        const at = await tillPlace(desk, runId);
        await topUp(desk, at, basket);
        const ticket = await newTicket(desk, at, basket, 'counter');
        await mutate('ticket.sell', { ...ticket, tender, receivedFen });
        return paid(await written(ticket.id));
      }),
      open: os.ticket.open.handler(async ({ input: { runId, ...basket } }) =>
        opened(await open(await tillPlace(desk, runId), basket, 'counter')),
      ),
      openChain: os.ticket.openChain.handler(async ({ input: { runId, orders } }) => {
        const at = await tillPlace(desk, runId);
        const results = [];
        // One after another: each draws on what the one before has left.
        for (const order of orders) {
          try {
            results.push({ opened: true as const, ...opened(await open(at, order, 'chain')) });
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            results.push({ opened: false as const, code: error.code, params: { ...error.params } });
          }
        }
        return results;
      }),
      pay: os.ticket.pay.handler(async ({ input: { ticketId, tender, receivedFen } }) => {
        await mutate('ticket.pay', { ticketId, deviceId: till.deviceId, tender, receivedFen });
        return paid(await written(ticketId));
      }),
      cancel: os.ticket.cancel.handler(async ({ input: { ticketId } }) =>
        done(mutate('ticket.cancel', { ticketId, deviceId: till.deviceId })),
      ),
      refund: os.ticket.refund.handler(async ({ input }) =>
        done(mutate('ticket.refund', { ...input, deviceId: till.deviceId })),
      ),
    },
  };
}

/** With the hub there, leases what the basket needs beyond this till's stock. Away, the sale itself is refused. */
async function topUp(desk: DeskParts, at: TillPlace, { lines }: Basket): Promise<void> {
  if (desk.session.state().hub !== 'online') return;
  const asked = new Map<ProductId, number>();
  for (const { productId, qty } of lines) asked.set(productId, (asked.get(productId) ?? 0) + qty);
  for (const [productId, qty] of asked) {
    const product = await desk.documents.view.get('product', productId);
    const left = product && (await sellable(desk.documents.view, at.place, product));
    if (left !== null && left < qty) await takeLease(desk, at, productId, qty - left);
  }
}

/** Shop, SKU and title as this till's sheet has them now. Throws `product/not-found`. */
async function newTicket(
  desk: DeskParts,
  { show, place }: TillPlace,
  { lines, buyerName, note }: Basket,
  source: Ticket['source'],
): Promise<MutationInput<'ticket.open'>> {
  const { documents, till, ports } = desk;
  const setUp = await documents.view.get('till', show.id);
  const filled = await Promise.all(
    lines.map(async ({ productId, qty, priceFen }) => {
      const product = await documents.view.get('product', productId);
      if (!product) throw new AppError('product/not-found');
      const { shopId, name: title } = product;
      return { productId, shopId, sku: skuOf(product), title, qty, priceFen };
    }),
  );
  return {
    ...{ id: ports.ids.next() as TicketId, ...place, source, buyerName, note, lines: filled },
    label: await till.nextLabel(show.id, setUp?.prefix ?? ''),
  };
}
