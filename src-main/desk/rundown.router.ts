import { AppError } from '#shared/contract/errors.ts';
import { atTills } from '#shared/domain/lease/free-stock.ts';
import { inOrder } from '#shared/domain/rundown/rundown.order.ts';
import type { RunId, SlotId } from '#shared/sync/ids.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';

export function rundownRouter(os: DeskImplementer, desk: DeskParts) {
  const { documents, mutate, ports, push, session } = desk;
  /** What comes on air is pushed to the platform with it. */
  async function takes(runId: RunId, work: Promise<void>): Promise<Record<string, never>> {
    const online = session.state().hub === 'online';
    await work;
    push.taken(runId, online);
    return {};
  }
  return {
    rundown: {
      get: os.rundown.get.handler(async ({ input }) => {
        const run = await documents.view.get('run', input.runId);
        const show = run && (await documents.view.get('show', run.showId));
        if (!run || !show) throw new AppError('run/not-found');
        const slots = inOrder(await documents.view.list('slot', run.id));
        const products = await documents.view.list('product', show.id);
        const ids = [run.id, ...slots.map((slot) => slot.id), ...products.map((product) => product.id)];
        const leases = (await documents.view.list('lease', show.id)).filter(
          ({ runKind }) => runKind === run.kind,
        );
        const byProduct = Object.entries(Object.groupBy(leases, ({ productId }) => productId));
        return {
          ...{ show, run, slots, products },
          atTills: Object.fromEntries(byProduct.map(([id, own]) => [id, atTills(own ?? [])])),
          pendingIds: documents.pendingAmong(ids),
        };
      }),
      take: os.rundown.take.handler(async ({ input }) => takes(input.runId, mutate('rundown.take', input))),
      back: os.rundown.back.handler(async ({ input }) => takes(input.runId, mutate('rundown.back', input))),
      arm: os.rundown.arm.handler(async ({ input }) => done(mutate('rundown.arm', input))),
      skip: os.rundown.skip.handler(async ({ input }) => done(mutate('rundown.skip', input))),
      move: os.rundown.move.handler(async ({ input }) => done(mutate('rundown.move', input))),
      plan: os.rundown.plan.handler(async ({ input }) => done(mutate('rundown.plan', input))),
      add: os.rundown.add.handler(async ({ input }) =>
        done(mutate('rundown.add', { ...input, id: ports.ids.next() as SlotId })),
      ),
      remove: os.rundown.remove.handler(async ({ input }) => done(mutate('rundown.remove', input))),
    },
  };
}

/** Commands answer nothing but that they were taken. */
export async function done(work: Promise<void>): Promise<Record<string, never>> {
  await work;
  return {};
}
