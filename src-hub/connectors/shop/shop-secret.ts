/** Where a shop backend is reached and by which secret: kept at the hub alone, never in a document or a log. */
import { z } from 'zod';

export const SHOP_SECRET = 'platform/shop';

const shopSecretSchema = z.object({ url: z.url().max(500), secret: z.string().min(8).max(500) });
export type ShopSecret = z.infer<typeof shopSecretSchema>;

export function shopSecretText(shop: ShopSecret): string {
  return JSON.stringify(shopSecretSchema.parse(shop));
}

/** Null for what this version cannot read. */
export function readShopSecret(text: string): ShopSecret | null {
  const parsed = shopSecretSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/** https alone, and no credentials or fragment in it; plain http to this machine where that is allowed. */
export function isAllowedShop(address: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const here = hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
  return here ? allowLoopback : protocol === 'https:';
}
