/** What an answer's variables stand for: the product on air, its price and free stock, the coupon that is open. */
import type { ReplyValues } from '#shared/domain/comment/fill.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import { freeStocks } from '../realtime/lease-authority.ts';
import type { HubStore } from '../store/hub-store.ts';

type Values = Omit<ReplyValues, 'name'>;

export async function replyValues(store: HubStore, target: FactTarget): Promise<Values> {
  const { documents } = store;
  const { showId, runKind } = target;
  const show = await documents.get('show', showId);
  const run = (await documents.list('run', showId)).find(
    ({ kind, onAirSlotId }) => kind === runKind && onAirSlotId !== null,
  );
  const slot = run?.onAirSlotId ? await documents.get('slot', run.onAirSlotId) : null;
  const product = slot && (await documents.get('product', slot.productId));
  const coupon = await openCoupon(store, target);
  if (!show || !product) return { product: null, price: null, stock: null, coupon };
  const stocks = await freeStocks(documents, store.orders, target);
  const free = stocks.find(({ productId }) => productId === product.id)?.free;
  return {
    product: product.name,
    price: formatFen(product.priceFen, show.currency),
    stock: free === undefined ? null : String(Math.max(0, free)),
    coupon,
  };
}

async function openCoupon(
  { documents, drops }: HubStore,
  { showId, runKind }: FactTarget,
): Promise<string | null> {
  const open = (await drops.ofShow(showId)).filter(({ state }) => state === 'open');
  for (const { dropId } of open) {
    const drop = await documents.get('drop', dropId);
    if (drop?.runKind === runKind && drop.kind === 'coupon') return drop.title;
  }
  return null;
}
