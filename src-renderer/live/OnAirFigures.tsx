import type { ReactNode } from 'react';
import type { SlotTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount, formatDuration } from '../ui/format.ts';
import { type NumberedSlot, stockView } from './slot-view.ts';

/** How the product on air sells since it went on air. */
export function OnAirFigures({
  current,
  time,
  money,
}: {
  current: NumberedSlot;
  time: SlotTiming;
  money: (amount: number) => string;
}) {
  const { product, slot } = current;
  const t = useWords('live');
  const figures = useLive((live) => live.slots.get(slot.id));
  const counter = useLive((live) => (product.sku === null ? undefined : live.products.get(product.sku)));
  const stale = useLive((live) => live.stale);
  const stock = stockView(current, counter);
  const netFen = figures ? figures.grossFen - figures.refundsFen : 0;
  const minutes = time.actualSec / 60;
  return (
    <dl
      className={cx(
        'grid min-w-44 grid-cols-[auto_auto] content-start gap-x-4 gap-y-1 text-sm',
        stale && 'hatched-faint',
      )}
    >
      <Row label={t('floor')}>
        {product.floorFen === null ? (
          <span className="font-normal text-faint">{t('noFloor')}</span>
        ) : (
          money(product.floorFen)
        )}
      </Row>
      <Row label={t('sold')}>{stock.sold === null ? '—' : formatCount(stock.sold)}</Row>
      <Row label={t('netSince')}>{money(netFen)}</Row>
      <Row label={t('perMinute')}>{minutes < 0.5 ? '—' : money(Math.round(netFen / minutes))}</Row>
      <Row label={t('timeUsed')}>
        {t('elapsedOfPlanned', {
          elapsed: formatDuration(time.actualSec),
          planned: formatDuration(time.plannedSec),
        })}
      </Row>
    </dl>
  );
}

function Row({ label, warn = false, children }: { label: string; warn?: boolean; children: ReactNode }) {
  return (
    <>
      <dt className="whitespace-nowrap text-muted">{label}</dt>
      <dd className={cx('whitespace-nowrap text-right font-semibold', warn && 'text-warn')}>{children}</dd>
    </>
  );
}
