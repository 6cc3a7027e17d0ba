/**
 * What leaves the house leaves through these: a `Connector` opens drops, a `Platform` shows products and their offers,
 * a `CommentRoom` speaks and moderates where viewers write. One implementation a platform; the sandbox is all three.
 */
import type { ErrorCode } from '#shared/contract/errors.ts';
import type { Moderation } from '#shared/domain/comment/comment.schema.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import type { Fen } from '#shared/domain/money.ts';
import type { PlatformOffer, Shelf } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';

/**
 * What a platform says of a drop that was sent to it without an answer. `not-open` promises more than that it is not
 * open now: no earlier request can open it any more. Where that is not certain, it cannot tell.
 */
export type DropAnswer = 'open' | 'not-open' | 'cannot-tell';

export interface Connector {
  readonly name: string;
  /**
   * Opens a drop on the platform and resolves once claims are accepted there. Throws `AppError` when it is certain
   * that the drop did not go out; any other error, and silence, mean that nobody knows: the platform is asked, and the
   * drop is never repeated blindly.
   */
  fireDrop(drop: Drop): Promise<void>;
  /** Whatever it throws, and silence, are taken for `cannot-tell`. */
  askDrop(drop: Drop): Promise<DropAnswer>;
  /** Ends a drop before its time. */
  stopDrop(dropId: string): Promise<void>;
}

export interface ProductPush {
  /** The platform's key for doing it once. */
  readonly actId: string;
  readonly slotId: string;
  readonly product: Product;
}

/** At least one of the three is there; what is absent stays as it is. */
export interface OfferChange {
  /** The platform's key for doing it once: a `stockDelta` done twice would be wrong. */
  readonly actId: string;
  readonly product: Product;
  readonly priceFen?: Fen;
  readonly shelf?: Shelf;
  /** Pieces added (or, below zero, taken away). */
  readonly stockDelta?: number;
}

/** What the platform shows as being explained now. `productId` null = nothing. */
export interface OnAirOffer {
  readonly productId: string | null;
  /** The push that it comes from; null where the platform does not keep that. */
  readonly actId: string | null;
}

/**
 * What a platform says of an act that was sent without an answer. `not-done` promises that no earlier request can do it
 * any more; where that is not certain, it cannot tell.
 */
export type ActAnswer = 'done' | 'not-done' | 'cannot-tell';

export interface PlatformHealth {
  readonly state: 'good' | 'bad';
  /** Why it is bad; null otherwise. */
  readonly reason: ErrorCode | null;
}

export interface Platform {
  readonly name: string;
  /**
   * Puts a product on top and resolves once the platform has taken it: whether viewers see it is read back (`onAir`).
   * Throws `AppError` when it is certain that it was not taken; any other error, and silence, mean that nobody knows.
   */
  pushProduct(push: ProductPush): Promise<void>;
  /** What viewers see on top. Whatever it throws, and silence, are taken for `cannot-tell`. */
  onAir(showId: string): Promise<OnAirOffer | 'cannot-tell'>;
  /** Changes price, shelf and stock in one; throws like `pushProduct`. The same `actId` again changes nothing. */
  setOffer(change: OfferChange): Promise<void>;
  /** Whatever it throws, and silence, are taken for `cannot-tell`. */
  readOffer(product: Product): Promise<PlatformOffer | 'cannot-tell'>;
  /** What became of a push or a change. Whatever it throws, and silence, are taken for `cannot-tell`. */
  askAct(act: { readonly actId: string; readonly showId: string }): Promise<ActAnswer>;
  /** Whether it answers now. Whatever it throws, and silence, are taken for bad. */
  health(showId: string): Promise<PlatformHealth>;
}

/** Something said in the room, always as the team's own account. */
export interface Saying {
  /** The platform's key for doing it once. */
  readonly actId: string;
  readonly showId: string;
  readonly text: string;
  /** The comment that it answers; null = the room. */
  readonly replyTo: string | null;
}

export interface CommentModeration {
  readonly actId: string;
  readonly showId: string;
  readonly act: Moderation;
  /** Null for `mute` and `unmute`. */
  readonly commentId: string | null;
  /** Null for what is about a comment alone. */
  readonly userId: string | null;
}

export interface CommentRoom {
  readonly name: string;
  /**
   * Resolves once the platform has taken it. Throws `AppError` when it is certain that it did not go out; any other
   * error, and silence, mean that nobody knows.
   */
  say(saying: Saying): Promise<void>;
  /** As `say`; the same `actId` again changes nothing. */
  moderate(moderation: CommentModeration): Promise<void>;
  /** What became of either. Whatever it throws, and silence, are taken for `cannot-tell`. */
  askComment(act: { readonly actId: string; readonly showId: string }): Promise<ActAnswer>;
}
