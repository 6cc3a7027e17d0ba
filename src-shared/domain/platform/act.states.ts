/**
 * The one table of an act's states and moves: something done on a platform, such as pushing a product or changing its
 * price. The hub's runner moves by it, the screen draws by it. That the platform has taken it is not enough: it counts
 * as `shown` once it was read back.
 */
import { z } from 'zod';

export const actStateSchema = z.enum([
  'planned',
  'sending',
  'sent',
  'shown',
  'not-shown',
  'failed',
  'unknown',
  'expired',
  'superseded',
  'by-hand',
]);
export type ActState = z.infer<typeof actStateSchema>;

export const actMoves = {
  send: { from: ['planned'], to: 'sending' },
  /** Its time ran out while it waited for its turn, or the hub was restarted or slept. */
  expire: { from: ['planned'], to: 'expired' },
  /** Its time ran out between the commit and the platform, which was not asked: it surely did not go out. */
  withdraw: { from: ['sending'], to: 'expired' },
  /** A newer one of its kind takes its place, or what it was about has gone off air. */
  supersede: { from: ['planned', 'sent', 'not-shown', 'unknown'], to: 'superseded' },
  /** The platform has taken it; whether it shows is read back next. */
  accept: { from: ['sending'], to: 'sent' },
  fail: { from: ['sending'], to: 'failed' },
  /** Nobody knows: no answer, or the platform cannot tell what it shows. */
  lose: { from: ['sending', 'sent'], to: 'unknown' },
  show: { from: ['sent', 'not-shown', 'unknown'], to: 'shown' },
  /** It was taken and read back, and something else shows. */
  miss: { from: ['sent'], to: 'not-shown' },
  /** Asked what became of it, the platform says that it has it, or that it surely has not and will not. */
  find: { from: ['unknown'], to: 'sent' },
  deny: { from: ['unknown'], to: 'failed' },
  /** A person has done it at the platform's own desk, or has seen it there. */
  settle: { from: ['not-shown', 'failed', 'unknown', 'expired'], to: 'by-hand' },
} as const satisfies Record<string, { from: readonly ActState[]; to: ActState }>;

export type ActMove = keyof typeof actMoves;

/** The state after a move, or null where the table has no such move. */
export function moveAct(state: ActState, move: ActMove): ActState | null {
  const rule: { from: readonly ActState[]; to: ActState } = actMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}

const flagged: ReadonlySet<ActState> = new Set(['not-shown', 'failed', 'unknown', 'expired']);

/** A person has to look at the platform's own desk. */
export function isFlagged(state: ActState): boolean {
  return flagged.has(state);
}
