/** This console as a till: its name, its receipt numbers, what it has not sent. */
import { createHash } from 'node:crypto';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import type { TillRepo } from '../cache/till.repo.ts';
import { serial } from '../sync/serial.ts';

export interface TillDesk {
  readonly deviceId: string;
  readonly deviceName: string;
  /** `EV-K7Q-0012`: the show's prefix, this till's own letters, its count. A label for people, used up when asked for. */
  nextLabel(showId: string, prefix: string): Promise<string>;
  /** Tickets, leases and sign-ups that the hub has not confirmed. */
  unsent(): { unsent: number; refused: number };
}

export interface TillDeskOptions {
  readonly repo: TillRepo;
  readonly view: DocumentReader;
  readonly deviceId: string;
  readonly deviceName: string;
}

/** Without letters and digits that are taken for each other when read aloud or from a smudged slip. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export function tillDesk({ repo, view, deviceId, deviceName }: TillDeskOptions): TillDesk {
  const alone = serial();
  const own = lettersOf(deviceId);
  return {
    deviceId,
    deviceName,
    nextLabel: (showId, prefix) =>
      alone(async () => {
        // A cache that was made anew knows no numbers, but the tickets of before have come back from the hub.
        const first = repo.hasNumbers(showId) ? 1 : 1 + (await lastNumber(view, showId, deviceId));
        const number = String(repo.nextNumber(showId, first)).padStart(4, '0');
        return [prefix, own, number].filter((part) => part !== '').join('-');
      }),
    unsent: () => repo.unsent(),
  };
}

async function lastNumber(view: DocumentReader, showId: string, deviceId: string): Promise<number> {
  const own = (await view.list('ticket', showId)).filter((ticket) => ticket.deviceId === deviceId);
  return Math.max(0, ...own.map(({ label }) => Number(/\d+$/.exec(label)?.[0] ?? 0)));
}

/** Three letters that tell the tills of an event apart, the same for ever. */
function lettersOf(deviceId: string): string {
  const [a = 0, b = 0, c = 0] = createHash('sha256').update(deviceId).digest();
  return [a, b, c].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}
