/**
 * What no order may bring about: a combination below a floor, and a price that a second person has not seen. Asked when
 * a drop is armed or fired and when an offer is changed; ops are judged by realtime/offer-authority.ts, in the same turn
 * as all other ops. A drop counts from its plan on, so that of a price and a drop that come together one is refused.
 */
import { AppError } from '#shared/contract/errors.ts';
import type { Drop } from '#shared/domain/drop/drop.schema.ts';
import { breachError } from '#shared/domain/offer/breach-error.ts';
import { canStack, firstBreach, floorBreach } from '#shared/domain/offer/lowest-price.ts';
import { needsSecondPerson, type Product } from '#shared/domain/product/product.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import type { DocumentReader } from '#shared/sync/document-store.ts';
import type { DropRunner } from '../hub.ts';
import type { DropEffects } from '../store/hub-store.ts';
import type { OfferCommand } from './act-runner.ts';

export interface OfferSources {
  readonly documents: DocumentReader;
  readonly drops: Pick<DropEffects, 'get'>;
}

/** The drops of a show and run kind that can still take part in an order. */
export async function stackable(
  { documents, drops }: OfferSources,
  showId: string,
  runKind: RunKind,
): Promise<Drop[]> {
  const found: Drop[] = [];
  for (const drop of await documents.list('drop', showId)) {
    if (drop.runKind !== runKind) continue;
    const record = await drops.get(drop.id);
    if (canStack(drop, record?.state ?? null, record?.granted ?? 0)) found.push(drop);
  }
  return found;
}

/** Throws `offer/below-floor` where this drop, with whatever can come with it, takes a product below its floor. */
export async function assertDropAboveFloor(sources: OfferSources, dropId: string): Promise<void> {
  const drop = await sources.documents.get('drop', dropId);
  const show = drop && (await sources.documents.get('show', drop.showId));
  if (!drop || !show) return;
  const drops = (await stackable(sources, show.id, drop.runKind)).filter(({ id }) => id !== drop.id);
  const breach = firstBreach(await sources.documents.list('product', show.id), [...drops, drop]);
  if (breach) throw breachError(breach, show.currency);
}

/** The same runner, which arms and fires nothing that takes a product below its floor. */
export function guardedDrops(runner: DropRunner, sources: OfferSources): DropRunner {
  return {
    ...runner,
    async command(command, order, ...more) {
      if (command.name === 'drop.arm' || command.name === 'drop.fire')
        await assertDropAboveFloor(sources, command.dropId);
      return runner.command(command, order, ...more);
    },
    async fireByKey(dropId, key, ...more) {
      // What that key has fired already is answered as done, whatever has changed since.
      const record = await sources.drops.get(dropId);
      if (record?.state !== 'open' && record?.state !== 'closed') await assertDropAboveFloor(sources, dropId);
      return runner.fireByKey(dropId, key, ...more);
    },
    async fireStep(dropId, ...more) {
      await assertDropAboveFloor(sources, dropId);
      return runner.fireStep(dropId, ...more);
    },
  };
}

/**
 * Whether the rules let an offer be changed so. A price that goes live is the planned one, or the list price that it
 * goes back to; `price/not-confirmed` and `offer/below-floor` as for a take.
 */
export function admitOffer(sources: OfferSources): (command: OfferCommand) => Promise<void> {
  return async ({ productId, runKind, change }) => {
    if (change.kind !== 'price') return;
    const product = await sources.documents.get('product', productId);
    const show = product && (await sources.documents.get('show', product.showId));
    if (!product || !show) throw new AppError('product/not-found');
    assertPlanned(product, change.priceFen);
    const breach = floorBreach(product, await stackable(sources, show.id, runKind));
    if (breach) throw breachError(breach, show.currency);
  };
}

function assertPlanned(product: Product, priceFen: number): void {
  if (product.listFen !== null && priceFen === product.listFen && priceFen > product.priceFen) return;
  if (priceFen !== product.priceFen) throw new AppError('product/price-changed');
  if (needsSecondPerson(product)) throw new AppError('price/not-confirmed', { name: product.name });
}
