/** The platform that live shows act on: the shop backend that the owner has named, else the hub itself. */
import type { Clock } from '#shared/sync/clock.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { Platform } from './connector.ts';
import { housePlatform } from './house.ts';
import { shopPlatform } from './shop/shop.ts';
import { readShopSecret, SHOP_SECRET } from './shop/shop-secret.ts';

/** Looked up at each act: the owner may name another one at any time, also by the command line. */
export function livePlatform({
  store,
  clock,
  allowLoopback,
}: {
  store: HubStore;
  clock: Clock;
  allowLoopback: boolean;
}): () => Promise<Platform> {
  const house = housePlatform(store, clock);
  let shop: { readonly secret: string; readonly platform: Platform } | null = null;
  return async () => {
    const secret = await store.secret(SHOP_SECRET);
    const named = secret === null ? null : readShopSecret(secret);
    if (secret === null || named === null) return house;
    if (shop?.secret !== secret) shop = { secret, platform: shopPlatform({ ...named, allowLoopback }) };
    return shop.platform;
  };
}
