/**
 * How a cash packet is split. The amount of the n-th packet follows from the plan alone, without the packets before it:
 * the total is halved over and over down to the one packet, so that every fen lies in exactly one of them.
 */
import { type Fen, fen } from '../money.ts';
import type { CashPacketPlan } from './drop.schema.ts';

type Split = Pick<CashPacketPlan, 'totalFen' | 'quota' | 'split' | 'seed'> & { readonly id: string };

/** The amount of packet `index` (from 0 below `quota`): at least one fen; all of them together are the total. */
export function packetFen(plan: Split, index: number): Fen {
  const { totalFen, quota } = plan;
  if (!Number.isInteger(index) || index < 0 || index >= quota) throw new RangeError(`no packet ${index}`);
  if (plan.split === 'even') return fen(Math.floor(totalFen / quota) + (index < totalFen % quota ? 1 : 0));
  return randomPacketFen(plan, index);
}

function randomPacketFen({ totalFen, quota, seed, id }: Split, index: number): Fen {
  const start = hash32(`${seed}/${id}`);
  let first = 0;
  let count = quota;
  // One fen a packet is set aside; what is split is the rest.
  let rest = totalFen - quota;
  while (count > 1) {
    const left = count >> 1;
    const leftFen = shareOf(rest, left, count, chance(start, first, count));
    if (index < first + left) {
      rest = leftFen;
      count = left;
    } else {
      first += left;
      rest -= leftFen;
      count -= left;
    }
  }
  return fen(rest + 1);
}

/**
 * What the left part gets: its even share, moved by chance. The more packets lie below, the less it is moved, as sums
 * of many random packets differ less; of the last two, one may get all and the other nothing.
 */
function shareOf(rest: number, left: number, count: number, random: number): number {
  const even = left / count;
  const moved = (even * (2 * random - 1)) / Math.sqrt(left);
  return Math.min(rest, Math.max(0, Math.floor(rest * (even + moved))));
}

/** 0 ≤ n < 1, the same for the same part of the same packet. */
function chance(start: number, first: number, count: number): number {
  return mixed(mixed(start ^ first) ^ count) / 0x1_0000_0000;
}

/** FNV-1a over UTF-16 units. */
function hash32(text: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193);
  return hash >>> 0;
}

/** The finisher of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
