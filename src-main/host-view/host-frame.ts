/** What a tablet beside the camera shows of a run, made whole from documents each time. Pure: the caller brings the time. */
import type { Rundown } from '#shared/contract/desk.ts';
import type { HostFrame, HostRequestKind } from '#shared/contract/host.ts';
import type { Product } from '#shared/domain/product/product.schema.ts';
import type { Question } from '#shared/domain/question/question.schema.ts';
import { rundownTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { DANGER_SEC, type Slot, WARN_SEC } from '#shared/domain/rundown/slot.schema.ts';

export interface HostFrameParts {
  readonly rundown: Pick<Rundown, 'show' | 'run' | 'slots' | 'products'>;
  readonly questions: readonly Question[];
  readonly message: HostFrame['message'];
  readonly asked: readonly HostRequestKind[];
  readonly countdown: HostFrame['countdown'];
  readonly nowMs: number;
}

const LATER = 5;

export function hostFrame(parts: HostFrameParts): HostFrame {
  const { show, run, slots, products } = parts.rundown;
  const { nowMs } = parts;
  const { startsAt, plannedEndAt } = show;
  const timing = rundownTiming({ run, slots, startsAt, plannedEndAt, nowMs });
  const productOf = new Map(products.map((product) => [product.id, product]));
  const onAir = slots.find(({ id }) => id === run.onAirSlotId);
  const onAirProduct = onAir && productOf.get(onAir.productId);
  const [next, ...later] = timing.rows
    .filter(({ slotId, forecastStartMs }) => forecastStartMs !== null && waits(slots, slotId, onAir?.id))
    .sort((a, b) => (a.forecastStartMs ?? 0) - (b.forecastStartMs ?? 0))
    .flatMap(({ slotId }) => {
      const slot = slots.find(({ id }) => id === slotId);
      const product = slot && productOf.get(slot.productId);
      return slot && product ? [{ slot, product }] : [];
    });
  return {
    show: { title: show.title, hostName: show.hostName, currency: show.currency },
    mode: run.kind,
    runState: run.state,
    onAir:
      onAir && onAirProduct && timing.onAir
        ? {
            ...cardOf(onAir, onAirProduct),
            slotId: onAir.id,
            plannedSec: onAir.plannedSec,
            airedSec: timing.onAir.elapsedSec,
            warnSec: onAir.warnSec ?? WARN_SEC,
            dangerSec: onAir.dangerSec ?? DANGER_SEC,
          }
        : null,
    next: next ? cardOf(next.slot, next.product) : null,
    later: later.slice(0, LATER).map(({ product }) => product.name),
    forecastEndMs: timing.forecastEndMs,
    overSec: timing.overSec,
    message: parts.message,
    questions: parts.questions
      .filter(({ state, runKind }) => state === 'queued' && runKind === run.kind)
      .sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1))
      .map(({ id, text, userName }) => ({ id, text, userName })),
    asked: [...parts.asked],
    countdown: parts.countdown,
  };
}

/** What a take would still take: the forecast of a slot that was on air before is not one of these. */
function waits(slots: readonly Slot[], slotId: string, onAirId: string | undefined): boolean {
  return slotId !== onAirId && slots.some(({ id, state }) => id === slotId && state === 'waiting');
}

function cardOf(slot: Slot, product: Product) {
  const { name, spec, priceFen, listFen, points, mechanics } = product;
  return { name, spec, priceFen, listFen, points, mechanics, remark: slot.remark };
}
