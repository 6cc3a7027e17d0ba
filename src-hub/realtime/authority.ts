/**
 * What the hub alone can judge of an op that its mutation let pass, because it hangs on what desks do not have: effects
 * and all facts. Each check throws `AppError` to refuse the op.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Op } from '#shared/contract/hub.ts';
import type { BatchState } from '#shared/domain/batch/batch.states.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { DocumentReader, WriteBatch } from '#shared/sync/document-store.ts';
import type { Actor } from '../hub.ts';
import type { BatchEffects } from '../store/batch-effects.ts';
import type { DropEffects, OrderFacts } from '../store/hub-store.ts';
import { mayTakeOver } from './holder-authority.ts';
import { isOwnTill, leaseIsFree } from './lease-authority.ts';
import { staysAboveFloor, stockIsNotShort } from './offer-authority.ts';

/** One consistent state: with everything that the ops before this one have done, committed or not. */
export interface AuthorityView {
  readonly documents: DocumentReader;
  readonly drops: Pick<DropEffects, 'get'>;
  readonly batches: Pick<BatchEffects, 'get'>;
  /** How long a person's console has not been seen; 0 = it is connected. */
  readonly absentMs: (personId: string) => number;
  /**
   * Facts and counters. They count only what is committed; where an op before this one has made sales known and not
   * been committed yet, this throws what makes the runner commit it first and judge this op again. Let it pass.
   */
  facts(): OrderFacts;
}

export type AuthorityCheck = (
  batch: WriteBatch,
  view: AuthorityView,
  actor: Actor,
  op: Pick<Op, 'name' | 'input'>,
) => Promise<void>;

const editableStates: readonly DropState[] = ['planned', 'expired', 'failed'];

/** Whether a plan may still change is known to the hub alone: it holds the effect. A new plan has none yet. */
const planIsOpen: AuthorityCheck = async ({ writes }, { drops }) => {
  for (const { kind, id } of writes) {
    if (kind !== 'drop') continue;
    const state = (await drops.get(id))?.state ?? 'planned';
    if (editableStates.includes(state)) continue;
    // An armed drop is about to be fired as it was seen: it is disarmed first, then edited.
    throw state === 'armed' ? new AppError('drop/wrong-state', { state }) : new AppError('drop/fired');
  }
};

const unsent: readonly BatchState[] = ['expired', 'refused', 'cancelled'];

/** A release is taken back only as long as nothing of it has gone out. */
const releaseIsUnsent: AuthorityCheck = async ({ writes }, { documents, batches }) => {
  for (const { kind, id, document } of writes) {
    if (kind !== 'release' || document !== null) continue;
    const release = await documents.get('release', id);
    const batch = release && (await batches.get(release.batchId));
    if (batch && !unsent.includes(batch.state)) throw new AppError('release/sent');
  }
};

/** In the order in which they are asked. */
export const authorityChecks: readonly AuthorityCheck[] = [
  planIsOpen,
  releaseIsUnsent,
  isOwnTill,
  leaseIsFree,
  staysAboveFloor,
  stockIsNotShort,
  mayTakeOver,
];
