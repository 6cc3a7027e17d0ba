/** What the acts on the platform say of one product's price and shelf. Pure. */
import type { PlatformAct } from '#shared/domain/platform/act.schema.ts';
import { isFlagged } from '#shared/domain/platform/act.states.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';

export type ReleaseView =
  /** Nobody has released it in this run. */
  | { readonly is: 'none' }
  | { readonly is: 'sending' }
  | { readonly is: 'open'; readonly priceFen: number }
  /** The platform shows another price than the one that is planned now. */
  | { readonly is: 'other'; readonly priceFen: number }
  | { readonly is: 'failed' }
  | { readonly is: 'unknown' };

export type ToldView = 'none' | 'sending' | 'shown' | 'failed';

export function latestAct(
  acts: ReadonlyMap<string, PlatformAct>,
  productId: string,
  kind: PlatformAct['kind'],
): PlatformAct | null {
  let latest: PlatformAct | null = null;
  for (const act of acts.values())
    if (act.productId === productId && act.kind === kind && act.state !== 'superseded')
      if (!latest || act.orderedAt >= latest.orderedAt) latest = act;
  return latest;
}

export function releaseView(
  acts: ReadonlyMap<string, PlatformAct>,
  product: Pick<Product, 'id' | 'priceFen'>,
): ReleaseView {
  const act = latestAct(acts, product.id, 'price');
  if (!act || act.change.priceFen === null) return { is: 'none' };
  const { priceFen } = act.change;
  if (act.state === 'shown' || act.state === 'by-hand')
    return { is: priceFen === product.priceFen ? 'open' : 'other', priceFen };
  if (act.state === 'unknown') return { is: 'unknown' };
  return isFlagged(act.state) ? { is: 'failed' } : { is: 'sending' };
}

/** Whether the platform's shelf is as the team wants it; `none` = it was never told, and needs not be. */
export function shelfView(
  acts: ReadonlyMap<string, PlatformAct>,
  product: Pick<Product, 'id' | 'shelf'>,
): ToldView {
  const act = latestAct(acts, product.id, 'shelf');
  const wanted = product.shelf ?? 'on';
  if (!act) return wanted === 'on' ? 'none' : 'failed';
  if (act.change.shelf !== wanted) return 'failed';
  if (act.state === 'shown' || act.state === 'by-hand') return 'shown';
  return isFlagged(act.state) ? 'failed' : 'sending';
}
