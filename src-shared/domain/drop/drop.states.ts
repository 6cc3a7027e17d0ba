/**
 * The one table of a drop's states and moves: the hub's runner moves by it, the screen draws by it. A drop whose `sending` was cut off by a crash or by silence is `unknown` until the platform has been
 * asked or a person has looked; unknown is never repeated blindly.
 */
import { z } from 'zod';

export const dropStateSchema = z.enum([
  'planned',
  'armed',
  'countdown',
  'sending',
  'open',
  'closed',
  'failed',
  'unknown',
  'expired',
]);
export type DropState = z.infer<typeof dropStateSchema>;

export const dropMoves = {
  arm: { from: ['planned', 'expired', 'failed'], to: 'armed' },
  disarm: { from: ['armed'], to: 'planned' },
  /** The hold is over and "3-2-1" runs: the order was in time, and claims open at `opensAt`. */
  count: { from: ['armed'], to: 'countdown' },
  /** Somebody stopped the countdown: nothing went out. */
  callOff: { from: ['countdown'], to: 'planned' },
  fire: { from: ['armed'], to: 'sending' },
  /** The countdown is over. */
  zero: { from: ['countdown'], to: 'sending' },
  /** The order to fire came too late, or the hub was restarted or slept: what was armed before is not meant any more. */
  expire: { from: ['armed', 'countdown'], to: 'expired' },
  /** Its time ran out between the commit and the platform, which was not asked: it surely did not go out. */
  withdraw: { from: ['sending'], to: 'expired' },
  opened: { from: ['sending'], to: 'open' },
  fail: { from: ['sending'], to: 'failed' },
  lose: { from: ['sending'], to: 'unknown' },
  /** The platform, asked again, or a person who has looked there says that it did go out, or did not. */
  settleOpen: { from: ['unknown'], to: 'open' },
  settleFailed: { from: ['unknown'], to: 'failed' },
  close: { from: ['open'], to: 'closed' },
} as const satisfies Record<string, { from: readonly DropState[]; to: DropState }>;

export type DropMove = keyof typeof dropMoves;

/** The state after a move, or null where the table has no such move. */
export function moveDrop(state: DropState, move: DropMove): DropState | null {
  const rule: { from: readonly DropState[]; to: DropState } = dropMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}
