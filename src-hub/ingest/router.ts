/** What each REST call does: the contract's handlers, with the checks of shape and scope already behind them. */

import { implement } from '@orpc/server';
import { AppError } from '#shared/contract/errors.ts';
import { type IngestResult, ingestContract, MAX_EVENTS } from '#shared/contract/ingest.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';
import { isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Actor, HubServices } from '../hub.ts';
import { type AuditedPorts, auditedOrders } from '../realtime/audited-orders.ts';
import type { KeyRecord } from '../store/hub-store.ts';
import { applyOp } from './apply-op.ts';
import { join, joinLimit } from './join.ts';
import type { FactName, IngestMetrics } from './metrics.ts';
import { shownOffers, shownOnAir } from './shown.ts';
import { newestFirst, takeByKey } from './take.ts';

export interface RestContext {
  /** Null on open calls. */
  readonly key: KeyRecord | null;
  /** The caller's address, for limits. */
  readonly caller: string;
}

export function createIngestRouter(services: HubServices, metrics: IngestMetrics, log: AuditedPorts['log']) {
  const { store, clock, ids } = services;
  const audited = auditedOrders({ store, clock, log });
  const os = implement(ingestContract).$context<RestContext>();
  const limitJoin = joinLimit(clock);

  async function ingest(
    kind: FactName,
    showId: string,
    items: readonly unknown[],
    store: (target: FactTarget, items: readonly unknown[]) => Promise<IngestResult>,
  ): Promise<IngestResult> {
    if (items.length > MAX_EVENTS) throw new AppError('request/too-large');
    const startedMs = clock.monotonicMs();
    // Integrators report the real world; rehearsal figures come from the sandbox alone.
    const result = await store({ showId, runKind: 'live' }, items);
    metrics.ingested(kind, result, (clock.monotonicMs() - startedMs) / 1000);
    return result;
  }

  async function requireShow(showId: string): Promise<void> {
    if (!(await store.documents.get('show', showId))) throw new AppError('show/not-found');
  }

  const run = (actor: Actor, name: string, input: unknown) =>
    applyOp(services, actor, { opId: ids.next(), name, input, at: isoNow(clock) });

  return os.router({
    show: {
      create: os.show.create.handler(async ({ input, context }) => {
        const id = ids.next();
        const actor = actorOf(context);
        const { title, currency } = input;
        const plan = { plannedEndAt: null, targetFen: null, hostName: '' };
        await run(actor, 'show.create', { id, title, currency, startsAt: input.startsAt ?? null, ...plan });
        // A show without a run has nothing that a screen could open.
        await run(actor, 'run.create', { id: ids.next(), showId: id, kind: 'live' });
        return { id };
      }),
      list: os.show.list.handler(async () => {
        const shows = await store.documents.list('show', WORKSPACE);
        return {
          shows: await Promise.all(
            shows.map(async ({ id, title, currency, startsAt }) => ({
              ...{ id, title, currency, startsAt },
              state: showState(await store.documents.list('run', id)),
            })),
          ),
        };
      }),
      counters: os.show.counters.handler(async ({ input: { showId } }) => {
        await requireShow(showId);
        return store.orders.counters({ showId, runKind: 'live' });
      }),
      onAir: os.show.onAir.handler(async ({ input: { showId } }) => {
        await requireShow(showId);
        return { onAir: await shownOnAir(store, showId) };
      }),
      offers: os.show.offers.handler(async ({ input: { showId } }) => {
        await requireShow(showId);
        return { offers: await shownOffers(store, showId) };
      }),
      take: os.show.take.handler(({ input: { params, headers, body }, context }) =>
        takeByKey(services, actorOf(context), {
          showId: params.showId,
          from: body.from,
          to: body.to,
          idempotencyKey: headers['idempotency-key'],
        }),
      ),
    },
    order: {
      ingest: os.order.ingest.handler(({ input: { params, body } }) =>
        ingest('orders', params.showId, body, services.ingestOrders),
      ),
    },
    comment: {
      ingest: os.comment.ingest.handler(({ input: { params, body } }) =>
        ingest('comments', params.showId, body, services.ingestComments),
      ),
    },
    moderation: {
      read: os.moderation.read.handler(async ({ input: { showId } }) => {
        await requireShow(showId);
        return services.comments.moderation({ showId, runKind: 'live' });
      }),
    },
    audience: {
      ingest: os.audience.ingest.handler(({ input: { params, body } }) =>
        ingest('audience', params.showId, body, services.ingestAudience),
      ),
    },
    drop: {
      create: os.drop.create.handler(async ({ input: { params, body }, context }) => {
        const id = ids.next();
        await run(actorOf(context), 'drop.plan', { ...body, ...params, id, runKind: 'live' });
        return { id };
      }),
      fire: os.drop.fire.handler(({ input: { params, headers }, context }) =>
        audited({ name: 'drop.fire', ...params }, actorOf(context), () =>
          services.drops.fireByKey(params.dropId, headers['idempotency-key']),
        ),
      ),
      claim: os.drop.claim.handler(async ({ input: { dropId, claimId, buyerId, ...who } }) => {
        const outcome = await services.drops.claim(dropId, claimId, buyerId, who);
        if (outcome === 'no-such-drop') throw new AppError('drop/not-found');
        if (outcome === 'id-reused') throw new AppError('claim/id-reused');
        if (outcome === 'by-comment') throw new AppError('drop/by-comment');
        const gives = outcome === 'granted' ? await store.drops.gives(dropId, claimId) : null;
        return { outcome, ...gives };
      }),
    },
    device: {
      join: os.device.join.handler(({ input, context }) => {
        limitJoin(context.caller);
        return join(services, input);
      }),
    },
  });
}

function actorOf({ key }: RestContext): Actor {
  if (!key) throw new AppError('auth/missing');
  const id = `key:${key.id}`;
  return { personId: id, personName: key.label, role: 'integrator', deviceId: id };
}

/** A show's state is that of its runs: what is on comes first, then how its newest broadcast stands. */
function showState(runs: readonly Run[]): 'planned' | 'rehearsal' | 'live' | 'ended' {
  const on = runs.filter(({ state }) => state === 'live');
  if (on.some(({ kind }) => kind === 'live')) return 'live';
  if (on.length > 0) return 'rehearsal';
  return newestFirst(runs).find(({ kind }) => kind === 'live')?.state === 'ended' ? 'ended' : 'planned';
}
