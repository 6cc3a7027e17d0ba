/**
 * The hub itself as the platform: claims come to its own REST, and shop backends and mini-programs read there what is
 * on top and what the offers are (`/v1/shows/{showId}/on-air`, `/offers`).
 */
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { CommentRoom, Connector, Platform } from './connector.ts';

/** A drop is open as soon as the hub says so. What the hub has not recorded as open was open to nobody. */
export const houseConnector: Connector = {
  name: 'house',
  fireDrop: async () => undefined,
  askDrop: async () => 'not-open',
  stopDrop: async () => undefined,
};

/**
 * Whoever shows the room reads `/v1/shows/{showId}/comments/moderation`, where only what the hub has recorded as done
 * stands: what it has not, nobody saw.
 */
export const houseRoom: CommentRoom = {
  name: 'house',
  say: async () => undefined,
  moderate: async () => undefined,
  askComment: async () => 'not-done',
};

/** For live shows alone: what it keeps belongs to the show, not to a run kind. */
export function housePlatform(store: Pick<HubStore, 'platform'>, clock: Clock): Platform {
  const state = store.platform;
  return {
    name: 'house',
    pushProduct: ({ actId, slotId, product }) =>
      state.push({ actId, slotId, productId: product.id, showId: product.showId, at: isoNow(clock) }),
    async onAir(showId) {
      const shown = await state.onAir(showId);
      return { productId: shown?.productId ?? null, actId: shown?.actId ?? null };
    },
    setOffer: ({ actId, product, priceFen, shelf, stockDelta }) =>
      state.changeOffer(product.id, {
        ...{ actId, showId: product.showId, at: isoNow(clock) },
        change: (before) => ({
          priceFen: priceFen ?? before.priceFen,
          shelf: shelf ?? before.shelf,
          stock:
            stockDelta === undefined
              ? before.stock
              : Math.max(0, (before.stock ?? product.stockDeclared ?? 0) + stockDelta),
        }),
      }),
    async readOffer(product) {
      const { priceFen, shelf, stock } = await state.offer(product.id);
      return {
        priceFen: priceFen ?? product.priceFen,
        shelf: shelf ?? 'on',
        stock: stock ?? product.stockDeclared,
      };
    },
    // Asked in the order of writes: what it has not recorded by then can come no more.
    askAct: async ({ actId }) => ((await state.wasDone(actId)) ? 'done' : 'not-done'),
    health: async () => ({ state: 'good', reason: null }),
  };
}
