/** How the states of a batch look and what they are called; the states themselves are the shared table's. */
import type { Batch, Delivery, DeliveryReason } from '#shared/domain/batch/batch.schema.ts';
import type { DeliveryState } from '#shared/domain/batch/batch.states.ts';

export const deliveryLooks = {
  queued: { word: 'stateQueued', tone: 'plain' },
  sending: { word: 'stateSending', tone: 'hatched' },
  sent: { word: 'stateSent', tone: 'ok' },
  'by-hand': { word: 'stateByHand', tone: 'warn' },
  failed: { word: 'stateFailed', tone: 'live' },
  skipped: { word: 'stateSkipped', tone: 'plain' },
  unknown: { word: 'stateUnknown', tone: 'warn' },
} as const satisfies Record<DeliveryState, { word: string; tone: string }>;

export const reasonWords = {
  'too-long': 'reasonTooLong',
  'had-it': 'reasonHadIt',
  stopped: 'reasonStopped',
  cancelled: 'reasonCancelled',
  expired: 'reasonExpired',
  'no-address': 'reasonNoAddress',
  host: 'reasonHost',
  rate: 'reasonRate',
  key: 'reasonKey',
  refused: 'reasonRefused',
  unreachable: 'reasonUnreachable',
  'not-arrived': 'reasonNotArrived',
  'no-answer': 'reasonNoAnswer',
  interrupted: 'reasonInterrupted',
  restored: 'reasonRestored',
  busy: 'reasonBusy',
  unclear: 'reasonUnclear',
} as const satisfies Record<DeliveryReason, string>;

export const batchLooks = {
  waiting: { word: 'batchWaiting', tone: 'warn' },
  running: { word: 'batchRunning', tone: 'hatched' },
  paused: { word: 'batchPaused', tone: 'warn' },
  stopped: { word: 'batchStopped', tone: 'plain' },
  done: { word: 'batchDone', tone: 'ok' },
  cancelled: { word: 'batchCancelled', tone: 'plain' },
  expired: { word: 'batchExpired', tone: 'hatched' },
  refused: { word: 'batchExpired', tone: 'hatched' },
} as const satisfies Record<Batch['state'], { word: string; tone: string }>;

/** What needs a person first, then what is under way, then what is over. */
export const stateOrder: readonly DeliveryState[] = [
  'unknown',
  'failed',
  'by-hand',
  'sending',
  'queued',
  'sent',
  'skipped',
];

/** Groups with a result: nothing more happens to them by itself, and nobody has to do anything. */
export function settledCount({ counts }: Pick<Batch, 'counts'>): number {
  return counts.sent + counts.failed + counts.skipped;
}

/** Of those before a waiting batch begins; 0 when they are over. No clock may make them more than they were. */
export function secondsLeft(beginsAt: string | null, nowMs: number): number {
  if (beginsAt === null) return 0;
  return Math.min(LONGEST_WAIT_SEC, Math.max(0, Math.ceil((Date.parse(beginsAt) - nowMs) / 1000)));
}
const LONGEST_WAIT_SEC = 5;

export function totalCount({ counts }: Pick<Batch, 'counts'>): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/** Those of a state (all for null), in the order in which they want attention. */
export function deliveriesOf(
  deliveries: ReadonlyMap<string, Delivery>,
  state: DeliveryState | null,
): Delivery[] {
  const found = [...deliveries.values()].filter((one) => state === null || one.state === state);
  const place = (one: Delivery) => stateOrder.indexOf(one.state);
  return state === null ? found.sort((a, b) => place(a) - place(b)) : found;
}
