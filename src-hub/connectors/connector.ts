/** What leaves the house leaves through a connector: one a platform. */
import type { Drop } from '#shared/domain/drop/drop.schema.ts';

export interface Connector {
  readonly name: string;
  /**
   * Opens a drop on the platform and resolves once claims are accepted there. Throws `AppError` when it is certain
   * that the drop did not go out; any other error means that nobody knows, and the drop is never repeated blindly.
   */
  fireDrop(drop: Drop): Promise<void>;
  /** Ends a drop before its time. */
  stopDrop(dropId: string): Promise<void>;
}
