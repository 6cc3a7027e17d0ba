/** What can be checked of a lucky bag's draw, and its list as a sheet. Pure. */
import type { DropEntryShown } from '#shared/contract/drop.ts';
import { drawNumber, drawWinners, seedHash } from '#shared/domain/drop/draw.ts';

export interface BagDraw {
  readonly entries: readonly DropEntryShown[];
  readonly seed: string | null;
  readonly seedHash: string | null;
}

export function winnersOf(entries: readonly DropEntryShown[]): DropEntryShown[] {
  return entries.filter(({ place }) => place !== null).sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
}

/** Draws again from the entries; null before the draw. The seed must be the one that was sealed. */
export function isTrueDraw({ entries, seed, seedHash: sealed }: BagDraw, winners: number): boolean | null {
  if (seed === null) return null;
  const ids = entries.map(({ userId }) => userId);
  const again = drawWinners(seed, ids, winners);
  const noted = winnersOf(entries).map(({ userId }) => userId);
  return (
    seedHash(seed) === sealed && again.length === noted.length && again.every((id, at) => id === noted[at])
  );
}

/** A CSV that a spreadsheet opens: a byte order mark, and no cell that it would take for a formula. */
export function bagCsv({ entries, seed }: BagDraw, heads: readonly string[]): string {
  const rows = entries.map(({ userId, userName, at, place }) => [
    userId,
    userName,
    at,
    place === null ? '' : String(place),
    seed === null ? '' : drawNumber(seed, userId),
  ]);
  return `\uFEFF${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
