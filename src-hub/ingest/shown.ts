/** What the hub shows as a platform of its own, as mini-programs and shop backends read it. */
import type { z } from 'zod';
import type { houseOfferSchema, houseOnAirSchema } from '#shared/contract/ingest.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { HubStore } from '../store/hub-store.ts';
import type { HouseOffer } from '../store/platform-state.ts';

export async function shownOnAir(
  store: HubStore,
  showId: string,
): Promise<z.input<typeof houseOnAirSchema> | null> {
  const shown = await store.platform.onAir(showId);
  const product = shown && (await store.documents.get('product', shown.productId));
  if (!shown || !product) return null;
  const { priceFen } = offerOf(product, await store.platform.offer(product.id));
  return {
    ...{ productId: product.id, sku: product.sku, title: product.name, priceFen },
    ...{ slotId: shown.slotId, since: shown.at },
  };
}

export async function shownOffers(
  store: HubStore,
  showId: string,
): Promise<z.input<typeof houseOfferSchema>[]> {
  const changed = new Map((await store.platform.offers(showId)).map((offer) => [offer.productId, offer]));
  const products = await store.documents.list('product', showId);
  return products.map((product) => ({
    ...{ productId: product.id, sku: product.sku, title: product.name },
    ...offerOf(product, changed.get(product.id)),
  }));
}

/** As its sheet says, where nothing was changed on the platform. */
export function offerOf(product: Product, changed: Omit<HouseOffer, 'productId'> | undefined) {
  return {
    priceFen: changed?.priceFen ?? product.priceFen,
    shelf: changed?.shelf ?? ('on' as const),
    stock: changed?.stock ?? product.stockDeclared,
  };
}
