/** Somebody at a till: sells what is on the sheet, gives money back, tops stock up and hands it back. */
import type { TillProduct } from '#shared/contract/till.ts';
import type { Ticket } from '#shared/domain/till/ticket.schema.ts';
import type { Deed, PersonOptions } from './person.ts';
import type { Told } from './processes/console-process.ts';

export interface Seller {
  /** Does one thing and notes what was told. */
  act(): Promise<void>;
}

const MOST_LEASED = 5;

/** The sale of a ticket with products of one shop (src-shared/domain/till/ticket.facts.ts). */
const paidEventOf = (ticketId: string) => `ticket:${ticketId}:paid:1`;

/** `note` remembers what was told of an op. */
export function seller(
  { desk, stage, ledger, random }: PersonOptions,
  note: (deed: Deed, told: Told) => void,
): Seller {
  const { runId } = stage;

  async function perform(path: string, input: unknown): Promise<void> {
    note({ path, input }, await desk.call(path, input));
  }

  async function product(): Promise<TillProduct | undefined> {
    const sheet = await desk.call('till.products', { runId });
    if (sheet.told !== 'kept') return;
    return random.pick((sheet.value as { products: TillProduct[] }).products);
  }

  async function sell(): Promise<void> {
    const one = await product();
    if (!one) return;
    const lines = [{ productId: one.productId, qty: 1 + random.below(2), priceFen: one.priceFen }];
    const path = 'ticket.sell';
    const told = await desk.call(path, { runId, lines, tender: random.pick(['cash', 'qr']) });
    // Stock may have been leased on the way: which id is the ticket's, only its own answer says.
    if (told.told === 'refused') ledger.unsold.push(...told.ids.map(paidEventOf));
    if (told.told !== 'kept') return;
    const { ticketId, totalFen } = told.value as { ticketId: string; totalFen: number };
    const opId = told.ids[told.ids.indexOf(ticketId) + 1];
    if (opId === undefined) throw new Error('a ticket was sold by no op');
    ledger.ops.push({ console: desk.name, path, opId, told: 'kept', code: null });
    ledger.sales.push({ opId, eventId: paidEventOf(ticketId), amountFen: totalFen });
  }

  async function refund(): Promise<void> {
    const list = await desk.call('till.tickets', { runId });
    const tickets = list.told === 'kept' ? (list.value as { tickets: Ticket[] }).tickets : [];
    const ticket = random.pick(tickets.filter(({ state }) => state === 'paid'));
    if (!ticket) return;
    const restock = random.chance(0.5);
    await perform('ticket.refund', { ticketId: ticket.id, number: 1, tender: 'cash', restock });
  }

  async function lease(path: 'lease.take' | 'lease.return'): Promise<void> {
    const one = await product();
    if (!one) return;
    const qty = 1 + random.below(MOST_LEASED);
    const input = { runId, productId: one.productId, qty };
    // Taking is an order to act: what comes of it stands in the documents, or nowhere.
    if (path === 'lease.take') await desk.call(path, input);
    else await perform(path, input);
  }

  return {
    act() {
      const luck = random.below(100);
      if (luck < 60) return sell();
      if (luck < 75) return refund();
      return lease(luck < 90 ? 'lease.take' : 'lease.return');
    },
  };
}
