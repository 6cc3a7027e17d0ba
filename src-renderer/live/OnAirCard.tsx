import { Gift } from 'lucide-react';
import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import type { SlotTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useWords } from '../app/i18n.ts';
import { OfferActions } from '../price/OfferActions.tsx';
import { PriceLine } from '../price/PriceLine.tsx';
import { StockLine } from '../price/StockLine.tsx';
import { offerView, useStackable } from '../price/use-offers.ts';
import { formatDuration } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { OnAirFigures } from './OnAirFigures.tsx';
import type { NumberedSlot } from './slot-view.ts';

/** The product on air: what to say about it on the left, how it sells on the right. */
export function OnAirCard({
  rundown,
  numbered,
  current,
  time,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  current: NumberedSlot;
  time: SlotTiming;
}) {
  const { product, slot } = current;
  const { show, run } = rundown;
  const { currency } = show;
  const drops = useStackable(show.id, run.kind);
  const offer = useMemo(() => offerView(product, drops), [product, drops]);
  const t = useWords('live');
  const p = useWords('price');
  const money = (amount: number) => formatFen(amount, currency);
  const elapsed = formatDuration(time.actualSec);
  const planned = formatDuration(time.plannedSec);
  return (
    <div className="shrink-0">
      {time.plannedSec > 0 && (
        <ProgressBar
          share={time.actualSec / time.plannedSec}
          tone={time.overSec !== null ? 'warn' : 'text'}
          label={t('timeBar', { elapsed, planned })}
          className="h-0.75 rounded-none"
        />
      )}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-5 px-4 pt-2.5 pb-2">
        <div className="min-w-0">
          <h3 className="line-clamp-2 text-xl font-semibold" title={product.name}>
            {product.name}
          </h3>
          {(product.spec || slot.type || product.noCoupons) && (
            <p className="flex items-center gap-2 text-xs text-muted">
              <span className="min-w-0 truncate">
                {[slot.type, product.spec].filter(Boolean).join(' · ')}
              </span>
              {product.noCoupons && <Pill>{p('noCoupons')}</Pill>}
            </p>
          )}
          <PriceLine product={product} offer={offer} currency={currency} />
          <div className="mt-1 max-h-[13vh] overflow-y-auto text-sm">
            {product.mechanics && (
              <p className="flex gap-1.5">
                <Gift size={14} aria-hidden className="mt-0.5 shrink-0 text-muted" />
                <span className="min-w-0">{product.mechanics}</span>
              </p>
            )}
            {product.points.length > 0 && (
              <ul className="text-muted">
                {product.points.map((point) => (
                  <li
                    key={point}
                    className="relative pl-3.5 before:absolute before:top-[0.6em] before:left-1 before:size-1 before:rounded-full before:bg-faint"
                  >
                    {point}
                  </li>
                ))}
              </ul>
            )}
            {slot.remark && <p className="text-muted">{slot.remark}</p>}
          </div>
        </div>
        <OnAirFigures current={current} time={time} money={money} />
      </div>
      <div className="flex items-center gap-3 px-4 pb-2">
        <StockLine rundown={rundown} numbered={numbered} current={current} />
        <OfferActions rundown={rundown} current={current} offer={offer} />
      </div>
    </div>
  );
}
