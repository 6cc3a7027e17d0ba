import { AppError } from '#shared/contract/errors.ts';
import { PULL_PAGE } from '#shared/contract/hub.ts';
import type { DeskParts } from './desk-parts.ts';
import type { DeskImplementer } from './router.ts';
import { done } from './rundown.router.ts';
import { type TillPlace, tillPlace } from './till-place.ts';

export function leaseRouter(os: DeskImplementer, desk: DeskParts) {
  return {
    lease: {
      take: os.lease.take.handler(async ({ input: { runId, productId, qty } }) =>
        done(takeLease(desk, await tillPlace(desk, runId), productId, qty)),
      ),
      return: os.lease.return.handler(async ({ input: { runId, productId, qty } }) => {
        const { place } = await tillPlace(desk, runId);
        const { runKind, deviceId } = place;
        await desk.mutate('lease.return', { runKind, deviceId, productId, qty });
        desk.till.stock.forget();
        return {};
      }),
      reclaim: os.lease.reclaim.handler(async ({ input }) => {
        await desk.mutate('lease.reclaim', input);
        desk.till.stock.forget();
        return {};
      }),
    },
  };
}

/**
 * Orders stock and waits until it stands here. Throws `hub/away`, `lease/not-enough {free}` and what an order to act may
 * end with.
 */
export async function takeLease(
  desk: DeskParts,
  { place: { runKind, deviceId, deviceName } }: TillPlace,
  productId: string,
  qty: number,
): Promise<void> {
  const { session, documents } = desk;
  if (session.state().hub !== 'online') throw new AppError('hub/away');
  await desk.command({ name: 'lease.take', runKind, productId, deviceId, deviceName, qty });
  // The grant comes as a document like any other, and usually has come already. The answer must not overtake it.
  const page = await session.request('pull', { afterSeq: documents.cursor(), limit: PULL_PAGE });
  await documents.receivePage(page, false);
  desk.till.stock.forget();
}
