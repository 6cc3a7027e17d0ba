/** What the hub keeps of acts on platforms. Part of hub-store.ts; every write is durable when its promise resolves. */
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import type { ActMove, ActState } from '#shared/domain/platform/act.states.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';

export type NewAct = Omit<PlatformAct, 'state' | 'revision' | 'sentAt' | 'movedAt' | 'reason' | 'detail'>;

export interface ActMoved {
  readonly at: string;
  readonly reason?: string | null;
  readonly detail?: string | null;
}

export interface ActEffects {
  /** Plans an act; one whose id is known stays as it is (`added: false`). */
  create(act: NewAct): Promise<{ added: boolean; act: PlatformAct }>;
  get(actId: string): Promise<PlatformAct | null>;
  /**
   * Moves an act by the table, by compare-and-set of its revision; null where it has moved on, or the table has no such
   * move. `send` keeps the time as `sentAt`. Reason and detail are those of this move, or null.
   */
  move(actId: string, revision: number, move: ActMove, moved: ActMoved): Promise<PlatformAct | null>;
  /** In the order in which they were ordered. */
  inState(state: ActState): Promise<PlatformAct[]>;
  /** The newest first. */
  ofShow(target: FactTarget, limit: number): Promise<PlatformAct[]>;
  /** The newest push of a run; null where there was none. */
  latestPush(runId: string): Promise<PlatformAct | null>;
  /** Pushes of a run, or changes of one kind of a product's offer, that may still be superseded; oldest first. */
  supersedable(
    of: { readonly runId: string } | { readonly productId: string; readonly kind: string },
  ): Promise<PlatformAct[]>;
}
