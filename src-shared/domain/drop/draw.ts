/**
 * The draw of a lucky bag. The hub makes a secret seed when the bag is fired and shows its hash from then on; with the
 * draw it shows the seed. Everybody who entered gets the number `sha256(seed / user)`, and the lowest numbers win: the
 * order of entries plays no part, nobody can work out their number before the draw, and whoever has the list of entries
 * and the seed can draw again.
 */
import { sha256Hex } from './sha256.ts';

/** What was shown before the draw, and holds the hub to its seed. */
export function seedHash(seed: string): string {
  return sha256Hex(seed);
}

/** The users who win, best number first; fewer than `winners` where fewer entered. One who is named twice counts once. */
export function drawWinners(seed: string, userIds: Iterable<string>, winners: number): string[] {
  const drawn = Array.from(new Set(userIds), (userId) => ({ userId, number: drawNumber(seed, userId) }));
  drawn.sort((a, b) => compare(a.number, b.number) || compare(a.userId, b.userId));
  return drawn.slice(0, winners).map(({ userId }) => userId);
}

export function drawNumber(seed: string, userId: string): string {
  return sha256Hex(`${seed}/${userId}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a comment holds the keyword; width, case and spaces do not matter ("ＡＢＣ 福袋" holds "abc福袋"). */
export function hasKeyword(text: string, keyword: string): boolean {
  return plain(text).includes(plain(keyword));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}
