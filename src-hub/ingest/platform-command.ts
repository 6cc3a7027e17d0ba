/** `npm run hub -- platform`: which shop backend live shows act on. A hub that is being served goes by it at once. */
import {
  isAllowedShop,
  readShopSecret,
  SHOP_SECRET,
  shopSecretText,
} from '../connectors/shop/shop-secret.ts';
import type { HubStore } from '../store/hub-store.ts';

const SHORTEST_SECRET = 8;

/**
 * Names it (`url`, `secret`), ends it (`url` = "none") or leaves it (`url` empty). Answers what holds now in one line,
 * without the secret; null where what was typed cannot be used.
 */
export async function namePlatform(
  store: Pick<HubStore, 'secret' | 'putSecret'>,
  url: string,
  secret: string,
): Promise<string | null> {
  if (url === 'none') await store.putSecret(SHOP_SECRET, null);
  else if (url !== '') {
    // A shop on this machine is for the demo's hub alone: any other refuses to call it.
    if (!isAllowedShop(url, true) || secret.length < SHORTEST_SECRET) return null;
    await store.putSecret(SHOP_SECRET, shopSecretText({ url, secret }));
  }
  const text = await store.secret(SHOP_SECRET);
  const shop = text === null ? null : readShopSecret(text);
  return shop
    ? `Live shows act on the shop at ${new URL(shop.url).host}.`
    : 'Live shows act on the hub itself: mini-programs read it at /v1/shows/{showId}/on-air and /offers.';
}
