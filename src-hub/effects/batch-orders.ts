/**
 * Makes a batch of what was ordered, in one turn of the store and so exactly once. What was seen in the dry run is what
 * is sent: the hub plans again, and sends nothing whose fingerprint is another. Nor does it send what was seen before it
 * was put back to a backup: groups may have had it since.
 */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contract/errors.ts';
import { type Batch, MAX_DELIVERIES } from '#shared/domain/batch/batch.schema.ts';
import {
  hadKey,
  type PlannedDelivery,
  planBatch,
  planFingerprint,
  sinceSeen,
} from '#shared/domain/batch/plan.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { BatchCommand, OrderToAct } from '../hub.ts';
import type { BatchOrder } from '../store/batch-effects.ts';
import type { HubStore } from '../store/hub-store.ts';
import { assertInTime } from './boot.ts';

export interface BatchOrdersPorts {
  readonly store: HubStore;
  readonly clock: Clock;
  /** For how long a batch that was sent can still be called off before anything goes out; 0 = it cannot. */
  readonly waitMs: number;
}

export type PersonsOrder = Pick<OrderToAct, 'ttlMs' | 'inTime'> & { readonly personName: string };

export interface BatchOrders {
  /** Null where that very batch was made before: the answer may have been lost ([SY54]). Throws `AppError`. */
  send(command: Extract<BatchCommand, { name: 'batch.send' }>, order: PersonsOrder): Promise<Batch | null>;
  /**
   * Of a release: running, or kept as what was not sent. Null as for `send`; throws `release/not-found` when it was
   * called off, and makes nothing.
   */
  release(
    command: Extract<BatchCommand, { name: 'batch.release' }>,
    order: PersonsOrder,
  ): Promise<Batch | null>;
}

type Head = Pick<BatchOrder, 'batchId' | 'showId' | 'postId' | 'runKind' | 'title'>;
/** How it comes to be. */
type Birth = Pick<BatchOrder, 'state' | 'beginsAt' | 'refusal' | 'planned'>;

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const unsent = { beginsAt: null, refusal: null, planned: [] };

export function batchOrders({ store, clock, waitMs }: BatchOrdersPorts): BatchOrders {
  /** The dry run as it is now, if it is the one that was seen and can be sent. Throws `AppError`. */
  async function seenPlan(
    alone: HubStore,
    { postId, runKind, planHash }: { postId: string; runKind: Batch['runKind']; planHash: string },
  ): Promise<{ head: Omit<Head, 'batchId'>; planned: PlannedDelivery[] }> {
    const post = await alone.documents.get('post', postId);
    if (!post) throw new AppError('post/not-found');
    const show = await alone.documents.get('show', post.showId);
    if (!show) throw new AppError('show/not-found');
    const runs = await alone.documents.list('run', post.showId);
    if (runKind === 'live' && !runs.some((run) => run.kind === 'live')) throw new AppError('batch/rehearsal');
    const product = post.productId === null ? null : await alone.documents.get('product', post.productId);
    const groups = await alone.documents.list('group', WORKSPACE);
    const had = await alone.batches.had(postId, runKind);
    const planned = planBatch({
      ...{ post, show, product, groups, sha256 },
      had: new Set(had.map(({ groupId, textHash }) => hadKey(groupId, textHash))),
    });
    const { epoch } = await alone.workspace();
    const news = sinceSeen(planHash, planFingerprint({ postId, runKind, epoch }, planned, sha256));
    if (news !== 'same') throw new AppError(`batch/${news}`);
    const blocked = planned.filter(({ unfilled }) => unfilled.length > 0);
    if (blocked.length > 0) throw new AppError('batch/unfilled', { count: blocked.length });
    if (planned.every(({ state }) => state === 'skipped')) throw new AppError('batch/empty');
    if (planned.length > MAX_DELIVERIES) throw new AppError('batch/too-many', { limit: MAX_DELIVERIES });
    return { head: { showId: post.showId, postId: post.id, runKind, title: post.title }, planned };
  }

  async function make(
    alone: HubStore,
    head: Head,
    birth: Birth,
    planHash: string,
    order: PersonsOrder,
  ): Promise<Batch> {
    assertInTime(order);
    const who = { createdAt: isoNow(clock), createdBy: order.personName };
    return (await alone.batches.create({ ...head, ...birth, planHash, ...who })).batch;
  }

  return {
    send: (command, order) =>
      store.exclusive(async (alone) => {
        const { planHash } = command;
        const batchId = command.batchId as Batch['batchId'];
        const known = await alone.batches.planHash(batchId);
        if (known !== null) {
          if (known !== planHash) throw new AppError('op/id-reused');
          return null;
        }
        assertInTime(order);
        const { head, planned } = await seenPlan(alone, command);
        const waits = waitMs > 0;
        const birth: Birth = {
          ...{ state: waits ? 'waiting' : 'running', refusal: null, planned },
          beginsAt: waits ? new Date(clock.nowMs() + waitMs).toISOString() : null,
        };
        return make(alone, { ...head, batchId }, birth, planHash, order);
      }),

    release: ({ batchId, releaseId }, order) =>
      store.exclusive(async (alone) => {
        if (await alone.batches.get(batchId)) return null;
        const release = await alone.documents.get('release', releaseId);
        if (release?.batchId !== batchId) throw new AppError('release/not-found');
        const { showId, postId, runKind, title, planHash, until } = release;
        const head: Head = { batchId: release.batchId, showId, postId, runKind, title };
        // The one place where a time of day counts: a person named it ([SY56]).
        if (clock.nowMs() > Date.parse(until))
          return make(alone, head, { ...unsent, state: 'expired' }, planHash, order);
        try {
          const { planned } = await seenPlan(alone, release);
          return await make(alone, head, { ...unsent, state: 'running', planned }, planHash, order);
        } catch (error) {
          if (!(error instanceof AppError) || error.code === 'effect/expired') throw error;
          const refusal = { code: error.code, params: { ...error.params } };
          return make(alone, head, { ...unsent, state: 'refused', refusal }, planHash, order);
        }
      }),
  };
}
