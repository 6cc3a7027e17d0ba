/** What leaves the house leaves through a connector: one a platform. */
import type { Drop } from '#shared/domain/drop/drop.schema.ts';

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
