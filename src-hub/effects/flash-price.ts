/**
 * A flash price is a price on the platform while its drop is open: set before the drop opens, and put back to what the
 * product costs by then when it is over. Each of the two is one act with an id of its own, which a platform does once.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop, DropOf } from '#shared/domain/drop/drop.schema.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { Connector, DropAnswer, Platform } from '../connectors/connector.ts';
import type { HubStore } from '../store/hub-store.ts';

export type PricePlatform = Pick<Platform, 'setOffer' | 'askAct'>;

export interface FlashPricePorts {
  readonly store: Pick<HubStore, 'documents'>;
  readonly platformFor: (runKind: RunKind) => Promise<PricePlatform>;
}

const openActId = (dropId: string) => `${dropId}:open`;
const backActId = (dropId: string) => `${dropId}:back`;

/** The same connector, with the prices of flash drops set on the platform as they open. */
export function withFlashPrices(connector: Connector, ports: FlashPricePorts): Connector {
  const { store, platformFor } = ports;
  return {
    name: connector.name,
    stopDrop: (dropId) => connector.stopDrop(dropId),
    async fireDrop(drop) {
      if (drop.kind === 'flash-price') {
        const product = await productOf(store, drop);
        const { priceFen } = drop;
        await (await platformFor(drop.runKind)).setOffer({ actId: openActId(drop.id), product, priceFen });
      }
      await connector.fireDrop(drop);
    },
    async askDrop(drop): Promise<DropAnswer> {
      if (drop.kind !== 'flash-price') return connector.askDrop(drop);
      const act = { actId: openActId(drop.id), showId: drop.showId };
      const answer = await (await platformFor(drop.runKind)).askAct(act);
      return answer === 'done' ? 'open' : answer === 'not-done' ? 'not-open' : 'cannot-tell';
    },
  };
}

/** Puts the product's own price back, as it is by now. Rejects where that is not certain. */
export async function putPriceBack(
  { store, platformFor }: FlashPricePorts,
  drop: DropOf<'flash-price'>,
  attempt: string,
): Promise<void> {
  const product = await productOf(store, drop);
  const actId = `${backActId(drop.id)}:${attempt}`;
  await (await platformFor(drop.runKind)).setOffer({ actId, product, priceFen: product.priceFen });
}

async function productOf(store: FlashPricePorts['store'], drop: DropOf<'flash-price'>): Promise<Product> {
  const product = await store.documents.get('product', drop.productId);
  if (!product) throw new AppError('product/not-found');
  return product;
}

export function isFlash(drop: Drop): drop is DropOf<'flash-price'> {
  return drop.kind === 'flash-price';
}
