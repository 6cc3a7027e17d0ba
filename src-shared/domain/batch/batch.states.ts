/**
 * The one table of a batch's and its deliveries' states and moves: the hub's runner and store move by it, the screen
 * draws by it. A delivery whose `sending` was cut off by a crash, or whose robot never answered, is `unknown`: a robot
 * cannot be asked, so a person looks and settles it. Nothing leads from unknown to sending by itself. A batch that a
 * person has sent waits for some seconds first, in which calling it off surely sends nothing.
 */
import { z } from 'zod';

export const deliveryStateSchema = z.enum([
  'queued',
  'sending',
  'sent',
  'by-hand',
  'failed',
  'skipped',
  'unknown',
]);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

export const deliveryMoves = {
  send: { from: ['queued'], to: 'sending' },
  /** It can be said without asking the robot that it cannot be sent: it has no address, or one that is not allowed. */
  fail: { from: ['queued'], to: 'failed' },
  accepted: { from: ['sending'], to: 'sent' },
  refused: { from: ['sending'], to: 'failed' },
  /** The robot said that it has not taken it, and that it may later. */
  postponed: { from: ['sending'], to: 'queued' },
  lose: { from: ['sending'], to: 'unknown' },
  /** The hub was put back to a backup in which it had not gone out: it may have since, also by being tried again. */
  doubt: { from: ['queued', 'failed'], to: 'unknown' },
  stop: { from: ['queued', 'by-hand'], to: 'skipped' },
  retry: { from: ['failed'], to: 'queued' },
  /** A person has looked into the group and says that it is there, or is not. */
  settleSent: { from: ['unknown'], to: 'sent' },
  settleFailed: { from: ['unknown'], to: 'failed' },
  /** A person has posted it there themselves. */
  tick: { from: ['by-hand'], to: 'sent' },
} as const satisfies Record<string, { from: readonly DeliveryState[]; to: DeliveryState }>;
export type DeliveryMove = keyof typeof deliveryMoves;

/** The state after a move, or null where the table has no such move. */
export function moveDelivery(state: DeliveryState, move: DeliveryMove): DeliveryState | null {
  const rule: { from: readonly DeliveryState[]; to: DeliveryState } = deliveryMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}

export const batchStateSchema = z.enum([
  'waiting',
  'running',
  'paused',
  'stopped',
  'done',
  'cancelled',
  'expired',
  'refused',
]);
export type BatchState = z.infer<typeof batchStateSchema>;

/**
 * How a batch comes to be: sent by a person it waits; released after an outage it runs at once, or is kept as what was
 * not sent, because it came too late or was not what had been seen.
 */
export const batchOrigins = ['waiting', 'running', 'expired', 'refused'] as const satisfies BatchState[];
export type BatchOrigin = (typeof batchOrigins)[number];

export const batchMoves = {
  /** The seconds in which it could still be called off are over. */
  begin: { from: ['waiting'], to: 'running' },
  /** Nothing of it has gone out, and nothing will. */
  cancel: { from: ['waiting'], to: 'cancelled' },
  /** The hub was restarted, slept or stood still in those seconds: what was ordered before is not meant any more. */
  expire: { from: ['waiting'], to: 'expired' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  /** Also after the robots are done: what is left to post by hand is called off with it. */
  stop: { from: ['running', 'paused', 'done'], to: 'stopped' },
  /** Nothing is queued or sending any more. What waits for a person does not keep a batch running. */
  finish: { from: ['running'], to: 'done' },
  retryFailed: { from: ['running', 'done', 'stopped'], to: 'running' },
} as const satisfies Record<string, { from: readonly BatchState[]; to: BatchState }>;
export type BatchMove = keyof typeof batchMoves;

export function moveBatch(state: BatchState, move: BatchMove): BatchState | null {
  const rule: { from: readonly BatchState[]; to: BatchState } = batchMoves[move];
  return rule.from.includes(state) ? rule.to : null;
}
