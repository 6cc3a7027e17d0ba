/** A show that is on, in one line for whoever looks at another one. Pure: the caller brings figures and time. */
import type { AlarmKind, LiveBrief } from '../../contract/several.ts';
import type { Product } from '../product/product.schema.ts';
import { inOrder } from '../rundown/rundown.order.ts';
import type { Slot } from '../rundown/slot.schema.ts';
import type { Run, Show } from './show.schema.ts';

export interface BriefFigures {
  readonly netFen: number | null;
  readonly stale: boolean;
  /** Pieces sold of a product number in this run kind; null where nobody has said. */
  readonly soldQty: (sku: string) => number | null;
  readonly unknownDrops: number;
}

export interface BriefParts {
  readonly show: Pick<Show, 'id' | 'title' | 'currency'>;
  readonly run: Run;
  readonly slots: readonly Slot[];
  readonly products: readonly Product[];
  readonly figures: BriefFigures;
  readonly nowMs: number;
}

/** Below a tenth of what was declared, or five pieces, stock is low. */
const LOW_PIECES = 5;
const LOW_SHARE = 0.1;

export function liveBrief({ show, run, slots, products, figures, nowMs }: BriefParts): LiveBrief {
  const at = inOrder(slots).findIndex(({ id }) => id === run.onAirSlotId);
  const slot = inOrder(slots)[at] ?? null;
  const product = slot && (products.find(({ id }) => id === slot.productId) ?? null);
  const onAir =
    slot && product
      ? {
          ...{ number: String(at + 1).padStart(2, '0'), name: product.name },
          ...{ plannedSec: slot.plannedSec, airedSec: slot.airedSec, since: run.onAirSince },
        }
      : null;
  return {
    ...{ showId: show.id, runId: run.id, title: show.title, currency: show.currency },
    ...{ runKind: run.kind, startedAt: run.startedAt, holder: run.holder, onAir },
    ...{ netFen: figures.netFen, stale: figures.stale },
    alarms: [
      ...(onAir && leftSec(onAir, nowMs) < 0 && onAir.plannedSec > 0 ? (['over-time'] as const) : []),
      ...stockAlarm(product, figures),
      ...(figures.unknownDrops > 0 ? (['drop-unknown'] as const) : []),
    ],
  };
}

/** Seconds left of the planned time; below zero it is over. */
export function leftSec(
  { plannedSec, airedSec, since }: NonNullable<LiveBrief['onAir']>,
  nowMs: number,
): number {
  const stretchSec = since === null ? 0 : Math.max(0, (nowMs - Date.parse(since)) / 1000);
  return plannedSec - airedSec - stretchSec;
}

function stockAlarm(product: Product | null, { soldQty }: BriefFigures): AlarmKind[] {
  if (!product?.sku || product.stockDeclared === null) return [];
  const sold = soldQty(product.sku);
  if (sold === null) return [];
  const left = product.stockDeclared - sold;
  if (left <= 0) return ['sold-out'];
  return left <= Math.max(LOW_PIECES, product.stockDeclared * LOW_SHARE) ? ['low-stock'] : [];
}
