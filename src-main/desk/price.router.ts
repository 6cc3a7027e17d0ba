import { AppError } from '#shared/contract/errors.ts';
import { WORKSPACE } from '#shared/domain/documents.ts';
import { outstandingOf } from '#shared/domain/lease/lease.schema.ts';
import { defaultPolicy, POLICY_ID, policyTermsSchema } from '#shared/domain/policy/policy.schema.ts';
import type { ProductId, RunId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';

type OfferChange = Extract<Parameters<DeskParts['command']>[0], { name: 'act.offer' }>['change'];

export function priceRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, session } = desk;
  const online = () => session.state().hub === 'online';

  async function runOf(runId: RunId) {
    const run = await documents.view.get('run', runId);
    if (!run) throw new AppError('run/not-found');
    return run;
  }
  async function order(runId: RunId, productId: ProductId, change: OfferChange): Promise<void> {
    if (!online()) throw new AppError('hub/away');
    const { kind: runKind } = await runOf(runId);
    await desk.command({
      name: 'act.offer',
      actId: desk.ports.ids.next(),
      runKind,
      runId,
      productId,
      change,
    });
  }
  /** After the document: whether the platform could be told too. */
  async function tellIfThere(runId: RunId, productId: ProductId, change: OfferChange) {
    if (!online()) return { told: false };
    try {
      await order(runId, productId, change);
      return { told: true };
    } catch (error) {
      if (error instanceof AppError && ['hub/away', 'effect/expired'].includes(error.code))
        return { told: false };
      throw error;
    }
  }

  async function waitingFor(productId: ProductId): Promise<string | null> {
    const product = await documents.view.get('product', productId);
    if (!product) return null;
    const all = await documents.view.list('approval', product.showId);
    return all.find((each) => each.productId === productId && each.state === 'waiting')?.id ?? null;
  }

  return {
    product: {
      reprice: os.product.reprice.handler(async ({ input }) => {
        const before = await waitingFor(input.productId);
        await mutate('product.reprice', { ...input, byName: desk.person().personName.slice(0, 60) });
        const approvalId = await waitingFor(input.productId);
        return { approvalId: approvalId === before ? null : approvalId };
      }),
      confirmPrice: os.product.confirmPrice.handler(async ({ input }) =>
        done(mutate('product.confirm-price', input)),
      ),
    },
    policy: {
      get: os.policy.get.handler(async () => {
        const policy = await documents.view.get('policy', POLICY_ID);
        return policy ? policyTermsSchema.parse(policy) : defaultPolicy;
      }),
      set: os.policy.set.handler(async ({ input }) => done(mutate('policy.set', input))),
    },
    approval: {
      waiting: os.approval.waiting.handler(async ({ input }) => {
        const me = desk.person().personId;
        const shows = (await documents.view.list('show', WORKSPACE)).filter(
          ({ id }) => input.showId === null || id === input.showId,
        );
        const waiting = [];
        for (const { id, title: showTitle, currency } of shows)
          for (const each of await documents.view.list('approval', id)) {
            if (each.state !== 'waiting') continue;
            const productName = (await documents.view.get('product', each.productId))?.name ?? '';
            waiting.push({ ...each, productName, showTitle, currency, mine: each.askedBy === me });
          }
        const pending = new Set<string>(documents.pendingAmong(waiting.map(({ id }) => id)));
        return waiting
          .sort((a, b) => (a.askedAt < b.askedAt ? -1 : 1))
          .map((each) => ({ ...each, pending: pending.has(each.id) }));
      }),
      confirm: os.approval.confirm.handler(async ({ input }) => done(mutate('approval.confirm', input))),
      refuse: os.approval.refuse.handler(async ({ input }) => done(mutate('approval.refuse', input))),
    },
    offer: {
      release: os.offer.release.handler(async ({ input: { runId, productId, priceFen } }) =>
        done(order(runId, productId, { kind: 'price', priceFen })),
      ),
      shelf: os.offer.shelf.handler(async ({ input: { runId, productId, shelf } }) => {
        await mutate('product.shelf', { productId, shelf });
        return tellIfThere(runId, productId, { kind: 'shelf', shelf });
      }),
      stock: os.offer.stock.handler(async ({ input: { runId, productId, delta, anyway } }) => {
        await mutate('product.stock', { productId, delta, anyway });
        return tellIfThere(runId, productId, { kind: 'stock', stockDelta: delta });
      }),
      tell: os.offer.tell.handler(async ({ input: { runId, productId, shelf } }) =>
        done(order(runId, productId, { kind: 'shelf', shelf })),
      ),
      reserves: os.offer.reserves.handler(async ({ input }) => {
        const run = await runOf(input.runId);
        const leases = (await documents.view.list('lease', run.showId)).filter(
          ({ runKind }) => runKind === run.kind,
        );
        const byProduct = Map.groupBy(leases, ({ productId }) => productId);
        return [...byProduct].map(([productId, own]) => ({
          productId,
          held: own.reduce((sum, { held }) => sum + held, 0),
          leased: own.reduce((sum, lease) => sum + outstandingOf(lease) - lease.restocked - lease.held, 0),
        }));
      }),
    },
  };
}
