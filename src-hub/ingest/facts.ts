/**
 * Facts from outside: every item is judged on its own, the good ones are stored in one call, and whoever watches the
 * show is told. One bad event never turns away the good ones beside it.
 */

import type { z } from 'zod';
import { AppError, errorText } from '#shared/contract/errors.ts';
import type { IngestResult } from '#shared/contract/ingest.ts';
import {
  audienceSampleSchema,
  commentEventSchema,
  orderEventSchema,
} from '#shared/domain/order/order.schema.ts';
import type { Clock } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { CommentRunner } from '../comments/comment-runner.ts';
import type { FactsAdded, HubServices, HubSignals } from '../hub.ts';
import type { FactOutcome, HubStore } from '../store/hub-store.ts';
import { plainOrderEvent } from './order-fast-path.ts';
import { type Rejection, rejectionOf } from './rejection.ts';

export type FactIngest = Pick<HubServices, 'ingestOrders' | 'ingestComments' | 'ingestAudience'>;

interface FactKind<T> {
  readonly schema: z.ZodType<T>;
  /** Answers the item where it is plainly good, so that the schema need not be asked; null leaves it to the schema. */
  readonly plain: (item: unknown) => T | null;
  /** Stores events; `added` is what watchers are told of, null when nothing was new. */
  readonly store: (
    target: FactTarget,
    events: readonly T[],
  ) => Promise<{ outcomes: readonly FactOutcome[]; added: FactsAdded | null }>;
  /** What an id says that came before with other content. */
  readonly reused: Rejection;
}

/** Builds the three ways in. All of them throw `show/not-found`; nothing that an item holds makes them throw. */
export function createFactIngest(
  store: HubStore,
  _clock: Clock,
  signals: HubSignals,
  markerFor: CommentRunner['markerFor'],
): FactIngest {
  async function ingest<T>(
    kind: FactKind<T>,
    target: FactTarget,
    items: readonly unknown[],
  ): Promise<IngestResult> {
    if (!(await store.documents.get('show', target.showId))) throw new AppError('show/not-found');
    const { good, indexes, rejected } = judge(kind, items);
    if (good.length === 0) return { accepted: 0, duplicates: 0, rejected };
    const { outcomes, added } = await kind.store(target, good);
    let accepted = 0;
    let duplicates = 0;
    outcomes.forEach((outcome, position) => {
      if (outcome === 'added') accepted += 1;
      else if (outcome === 'duplicate') duplicates += 1;
      else rejected.push({ index: indexes[position] ?? position, ...kind.reused });
    });
    if (added) signals.factsAdded(target, added);
    return { accepted, duplicates, rejected: rejected.sort((a, b) => a.index - b.index) };
  }

  const orders: FactKind<z.output<typeof orderEventSchema>> = {
    schema: orderEventSchema,
    plain: plainOrderEvent,
    async store(target, events) {
      const { outcomes, touched } = await store.orders.add(target, events);
      return { outcomes, added: touched && { kind: 'orders', touched } };
    },
    reused: { code: 'order/id-reused', message: errorText('order/id-reused', {}, 'en') },
  };
  const comments: FactKind<z.output<typeof commentEventSchema>> = {
    schema: commentEventSchema,
    plain: () => null,
    async store(target, events) {
      const { outcomes, marks } = await store.commentDesk.add(target, events, await markerFor(target.showId));
      const fresh = newOnes(events, outcomes);
      return { outcomes, added: fresh.length === 0 ? null : { kind: 'comments', comments: fresh, marks } };
    },
    reused: reusedId('commentId'),
  };
  const audience: FactKind<z.output<typeof audienceSampleSchema>> = {
    schema: audienceSampleSchema,
    plain: () => null,
    async store(target, events) {
      const outcomes = await store.audience.add(target, events);
      const fresh = newOnes(events, outcomes);
      return { outcomes, added: fresh.length === 0 ? null : { kind: 'audience', samples: fresh } };
    },
    reused: reusedId('sampleId'),
  };
  return {
    ingestOrders: (target, items) => ingest(orders, target, items),
    ingestComments: (target, items) => ingest(comments, target, items),
    ingestAudience: (target, items) => ingest(audience, target, items),
  };
}

function newOnes<T>(events: readonly T[], outcomes: readonly FactOutcome[]): T[] {
  return events.filter((_event, position) => outcomes[position] === 'added');
}

function reusedId(path: string): Rejection {
  const detail = 'was used before with other content';
  return { code: 'event/invalid', message: errorText('event/invalid', { path, detail }, 'en') };
}

/** Splits items into those that can be stored, with where they stood, and the rejected ones. */
function judge<T>(
  { schema, plain }: FactKind<T>,
  items: readonly unknown[],
): { good: T[]; indexes: number[]; rejected: IngestResult['rejected'] } {
  const good: T[] = [];
  const indexes: number[] = [];
  const rejected: IngestResult['rejected'] = [];
  items.forEach((item, index) => {
    const known = plain(item);
    const parsed = known === null ? schema.safeParse(item) : { success: true as const, data: known };
    if (parsed.success) {
      good.push(parsed.data);
      indexes.push(index);
    } else {
      rejected.push({ index, ...rejectionOf(item, parsed.error) });
    }
  });
  return { good, indexes, rejected };
}
