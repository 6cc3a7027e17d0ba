/**
 * A shop backend or mini-program that takes JSON, below one base address (docs/shop-connector.md): `POST push`,
 * `GET on-air`, `POST offer`, `GET offer`, `GET acts/{actId}`, `GET health`. It does an act once for its id.
 */
import { z } from 'zod';
import { AppError } from '#shared/contract/errors.ts';
import { platformOfferSchema } from '#shared/domain/platform/platform.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Platform } from '../connector.ts';
import { callShop } from './shop-call.ts';
import { isAllowedShop, type ShopSecret } from './shop-secret.ts';

const takenSchema = z.object({ ok: z.literal(true) });
const onAirSchema = z.object({
  productId: z.string().nullable(),
  actId: z.string().nullable().default(null),
});
/** `done` null = it cannot tell. */
const actAnswerSchema = z.object({ done: z.boolean().nullable() });

/** Longer than the runner waits: a late answer is still heard. */
const TIMEOUT_MS = 8000;

export interface ShopOptions extends ShopSecret {
  /** For tests and the demo alone: a shop on this machine. */
  readonly allowLoopback: boolean;
  readonly timeoutMs?: number;
}

export function shopPlatform({ url, secret, allowLoopback, timeoutMs = TIMEOUT_MS }: ShopOptions): Platform {
  const base = url.endsWith('/') ? url : `${url}/`;
  async function call(method: 'GET' | 'POST', path: string, rest: { query?: object; body?: unknown }) {
    if (!isAllowedShop(base, allowLoopback)) throw new AppError('platform/address');
    const target = new URL(path, base);
    for (const [name, value] of Object.entries(rest.query ?? {})) target.searchParams.set(name, value);
    return callShop({
      url: target,
      secret,
      method,
      timeoutMs,
      ...('body' in rest ? { body: rest.body } : {}),
    });
  }

  return {
    name: URL.canParse(url) ? new URL(url).hostname : 'shop',
    async pushProduct({ actId, slotId, product }) {
      const body = { actId, slotId, showId: product.showId, product: named(product) };
      takenSchema.parse(await call('POST', 'push', { body }));
    },
    async onAir(showId) {
      return onAirSchema.parse(await call('GET', 'on-air', { query: { showId } }));
    },
    async setOffer({ product, ...change }) {
      const body = { ...change, showId: product.showId, product: named(product) };
      takenSchema.parse(await call('POST', 'offer', { body }));
    },
    async readOffer(product) {
      const query = { showId: product.showId, productId: product.id, sku: product.sku ?? '' };
      return platformOfferSchema.parse(await call('GET', 'offer', { query }));
    },
    async askAct({ actId }) {
      const { done } = actAnswerSchema.parse(await call('GET', `acts/${encodeURIComponent(actId)}`, {}));
      return done === null ? 'cannot-tell' : done ? 'done' : 'not-done';
    },
    async health() {
      try {
        takenSchema.parse(await call('GET', 'health', {}));
        return { state: 'good', reason: null };
      } catch (error) {
        return { state: 'bad', reason: error instanceof AppError ? error.code : 'platform/away' };
      }
    },
  };
}

function named({ id, sku, name, shopId, priceFen, stockDeclared }: Product) {
  return { id, sku, name, shopId, priceFen, stock: stockDeclared };
}
