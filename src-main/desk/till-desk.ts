/** This console as a till: its name, its receipt numbers, whom it signed up, what it has not sent. */
import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { maskedPhone } from '#shared/domain/signup/phone.ts';
import type { Signup } from '#shared/domain/signup/signup.schema.ts';
import type { Ticket } from '#shared/domain/till/ticket.schema.ts';
import type { NotedSignup, SignupRepo } from '../cache/signup.repo.ts';
import type { TicketPage, TillRepo } from '../cache/till.repo.ts';
import type { HubStock } from './hub-stock.ts';

export interface TillDesk {
  readonly deviceId: string;
  readonly deviceName: string;
  readonly signups: SignupRepo;
  readonly stock: HubStock;
  /** Every ticket of a show, newest first, in pages between which the console does other work. */
  tickets(showId: string): AsyncIterable<Ticket[]>;
  /** `EV-K7Q-0012`: the show's prefix, this till's own letters, its count. A label for people, used up when asked for. */
  nextLabel(showId: string, prefix: string): Promise<string>;
  unsent: TillRepo['unsent'];
}

export interface TillDeskOptions {
  readonly repo: TillRepo;
  readonly signups: SignupRepo;
  readonly stock: HubStock;
  readonly deviceId: string;
  readonly deviceName: string;
}

/** Tickets read at a time: some 10 ms of a slow machine. */
const PAGE = 100;

/** Without letters and digits that are taken for each other when read aloud or from a smudged slip. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function tillDesk({ repo, signups, stock, deviceId, deviceName }: TillDeskOptions): TillDesk {
  const own = lettersOf(deviceId);
  /** By show, from its tickets: a cache that was made anew knows no numbers, but they have come back from the hub. */
  const lastSeen = new Map<string, Promise<number>>();
  return {
    ...{ deviceId, deviceName, signups, stock },
    tickets: (showId) => pages(repo, showId),
    async nextLabel(showId, prefix) {
      const seen = lastSeen.get(showId) ?? lastNumber(repo, showId, deviceId);
      lastSeen.set(showId, seen);
      const number = String(repo.nextNumber(showId, (await seen) + 1)).padStart(4, '0');
      return [prefix, own, number].filter((part) => part !== '').join('-');
    },
    unsent: repo.unsent,
  };
}

/** What a console keeps of a sign-up for its own list. */
export function notedSignup(
  { id, showId, name, phone, groupId, consentAt }: Signup,
  opId: string,
): NotedSignup {
  return { id, showId, opId, name, phone: maskedPhone(phone), groupId, at: consentAt };
}

async function* pages(repo: TillRepo, showId: string): AsyncGenerator<Ticket[]> {
  for (let below: string | null | undefined = null; below !== undefined; ) {
    const { tickets, next }: TicketPage = repo.ticketsBelow(showId, below, PAGE);
    yield tickets;
    below = next ?? undefined;
    await turn();
  }
}

async function lastNumber(repo: TillRepo, showId: string, deviceId: string): Promise<number> {
  let last = 0;
  for await (const tickets of pages(repo, showId))
    for (const ticket of tickets)
      if (ticket.deviceId === deviceId) last = Math.max(last, Number(/\d+$/.exec(ticket.label)?.[0] ?? 0));
  return last;
}

/** Three letters that tell the tills of an event apart, the same for ever. */
function lettersOf(deviceId: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(deviceId).digest();
  return [a, b, c].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
