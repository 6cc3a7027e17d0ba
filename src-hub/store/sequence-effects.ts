import type { SequenceStatus } from '#shared/contract/drop.ts';
import type { SequenceStep } from '#shared/domain/drop/sequence.schema.ts';
import type { SequenceState, StepStatus } from '#shared/domain/drop/sequence.states.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';

/** A sequence as the hub runs it; one that never ran is `planned` at revision 0 with no steps. */
export interface SequenceRecord extends SequenceStatus {
  readonly runKind: RunKind;
  /** What it was started with: an edit does not change what runs. */
  readonly plan: readonly SequenceStep[];
  readonly firedBy: string | null;
}

export interface SequenceChange {
  readonly state: SequenceState;
  readonly steps: readonly StepStatus[];
  readonly plan?: readonly SequenceStep[];
  readonly reason?: string | null;
  readonly firedBy?: string;
  readonly startedAt?: string;
}

export interface SequenceEffects {
  /** Null where there is no such sequence. */
  get(sequenceId: string): Promise<SequenceRecord | null>;
  ofShow(showId: string): Promise<SequenceRecord[]>;
  running(): Promise<SequenceRecord[]>;
  /** Compare-and-set by revision; null when it has moved on meanwhile. */
  move(sequenceId: string, revision: number, change: SequenceChange): Promise<SequenceRecord | null>;
}
