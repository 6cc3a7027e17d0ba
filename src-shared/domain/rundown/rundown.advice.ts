/**
 * Whether to give the product on air more time or to move on: what it brings a minute, against what the show brings a
 * minute, and what time is left. Words come from the screen; here stand the judgement and the numbers behind it.
 */
export interface AdviceInput {
  /** Sum of paid since the slot went on air, all its stretches added, and the seconds of those. */
  readonly slotGrossFen: number;
  readonly slotSec: number;
  /** Sum of paid of the whole run, and the seconds since it began. */
  readonly showGrossFen: number;
  readonly showSec: number;
  /** Planned seconds left of the slot; 0 when it is over. */
  readonly slotLeftSec: number;
  /** The show's forecast end against its plan; null = none planned. */
  readonly showOverSec: number | null;
  /** Pieces left to sell; null = not tracked. */
  readonly stockLeft: number | null;
  /** Slots that still wait. */
  readonly waiting: number;
}

export interface Advice {
  readonly advice: 'extend' | 'cut' | 'keep' | 'too-early';
  /** Why, as a code that the screen has words for. */
  readonly why:
    | 'sells-better'
    | 'sells-worse'
    | 'as-the-show'
    | 'sold-out'
    | 'show-over'
    | 'too-little-known';
  readonly slotFenPerMinute: number;
  readonly showFenPerMinute: number;
  /** For "extend": how many seconds more fit in without the show running over; null = no end is planned. */
  readonly roomSec: number | null;
}

/** Before this a figure a minute says more about chance than about the product. */
const KNOWN_AFTER_SEC = 60;
const BETTER = 1.2;
const WORSE = 0.6;

export function extendOrCut(input: AdviceInput): Advice {
  const slotFenPerMinute = perMinute(input.slotGrossFen, input.slotSec);
  const showFenPerMinute = perMinute(input.showGrossFen, input.showSec);
  const roomSec = input.showOverSec === null ? null : Math.max(0, Math.floor(-input.showOverSec));
  const say = (advice: Advice['advice'], why: Advice['why']): Advice => ({
    ...{ advice, why, slotFenPerMinute, showFenPerMinute, roomSec },
  });
  if (input.stockLeft !== null && input.stockLeft <= 0 && input.waiting > 0) return say('cut', 'sold-out');
  if (input.slotSec < KNOWN_AFTER_SEC || showFenPerMinute === 0) return say('too-early', 'too-little-known');
  const ratio = slotFenPerMinute / showFenPerMinute;
  if (ratio < WORSE && input.waiting > 0) return say('cut', 'sells-worse');
  // Only near its end is there anything to decide about a product that does well.
  if (ratio < BETTER || input.slotLeftSec > KNOWN_AFTER_SEC) return say('keep', 'as-the-show');
  // More time is taken from those that wait: a show that is over already has none to give.
  if (input.showOverSec !== null && input.showOverSec > 0 && input.waiting > 0)
    return say('keep', 'show-over');
  return say('extend', 'sells-better');
}

/** Fen a minute, rounded; 0 for no time. */
function perMinute(fen: number, sec: number): number {
  return sec <= 0 ? 0 : Math.round((fen * 60) / sec);
}
