/**
 * What happened while the hub was away, summed up once it is back and has judged all that waited: so that nobody has to
 * work it out from counts that run to zero. Kept for the life of the process; what was refused stands in the tray anyway.
 */
import type { Returned } from '#shared/contract/outbox.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { SessionState } from './hub-session.ts';

/** Ops by their place in the outbox. */
export interface OutboxRange {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

export interface AwayOptions {
  readonly clock: Clock;
  /** The summary was dismissed. */
  readonly onDismiss: () => void;
  /** When this console last agreed with its hub, as far as it remembers. */
  readonly lastSyncAt: string | null;
  /** What the hub has not answered yet; null when there is nothing. */
  readonly unanswered: () => OutboxRange | null;
  /** Whether the hub has judged all of a range. Asked at every answer, so it must not count. */
  readonly answered: (range: OutboxRange) => boolean;
  /** What became of a range. */
  readonly outcome: (range: OutboxRange) => { pending: number; refused: number };
}

export interface Away {
  since(): string | null;
  returned(): Returned | null;
  /** To be told of every change of the session's state, also of every answer. */
  observe(hub: SessionState['hub']): void;
  /** An order to act was not done, or nobody knows whether it was. */
  orderLost(how: 'expired' | 'unanswered'): void;
  dismiss(at: string): void;
}

/** A hub that falls silent is noticed late: orders that got lost just before belong to the same absence. */
const LOST_BEFORE_MS = 60_000;

export function away(options: AwayOptions): Away {
  const { clock } = options;
  let since = options.lastSyncAt;
  let there = false;
  let lost: { how: 'expired' | 'unanswered'; atMs: number }[] = [];
  let back: { at: string; since: string | null; range: OutboxRange | null } | null = null;
  /** Judged in a return that broke off. */
  let before = { sent: 0, refused: 0 };
  let returned: Returned | null = null;

  function judged(range: OutboxRange | null) {
    const { pending, refused } = range ? options.outcome(range) : { pending: 0, refused: 0 };
    const sent = (range?.count ?? 0) - pending - refused;
    return { sent: before.sent + sent, refused: before.refused + refused };
  }

  function settle(): void {
    if (!back) return;
    const { at, since: awaySince, range } = back;
    if (range && !options.answered(range)) return;
    const { sent, refused } = judged(range);
    const count = (how: 'expired' | 'unanswered') => lost.filter((one) => one.how === how).length;
    const summary = {
      ...{ at, awaySince, sent, refused },
      ...{ expired: count('expired'), unanswered: count('unanswered') },
    };
    back = null;
    lost = [];
    before = { sent: 0, refused: 0 };
    // A console that has never met its hub has been away from nobody.
    const happened = sent + refused + summary.expired + summary.unanswered > 0;
    if (happened && awaySince !== null) returned = summary;
  }

  return {
    since: () => (there ? null : since),
    returned: () => returned,
    observe(hub) {
      if (hub === 'online' && !there) {
        there = true;
        back = { at: isoNow(clock), since, range: options.unanswered() };
      } else if (hub !== 'online' && there) {
        there = false;
        if (back) {
          // Gone again before all was settled: one absence, told at its end.
          since = back.since;
          const { sent, refused } = judged(back.range);
          before = { sent, refused };
          back = null;
        } else {
          since = isoNow(clock);
          lost = lost.filter(({ atMs }) => clock.monotonicMs() - atMs < LOST_BEFORE_MS);
        }
      }
      settle();
    },
    orderLost(how) {
      lost.push({ how, atMs: clock.monotonicMs() });
    },
    dismiss(at) {
      if (returned?.at !== at) return;
      returned = null;
      options.onDismiss();
    },
  };
}
