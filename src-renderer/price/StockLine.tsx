import { useQuery } from '@tanstack/react-query';
import type { Rundown } from '#shared/contract/desk.ts';
import { type StockAlarm, stockAlarm } from '#shared/domain/policy/stock-alarm.ts';
import { nextSlot } from '#shared/domain/rundown/rundown.order.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { type NumberedSlot, stockView } from '../live/slot-view.ts';
import { useRundownActions } from '../live/use-rundown-actions.ts';
import { useMayNot } from '../team/use-may.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import { formatClock, formatCount } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { usePolicy } from './use-offers.ts';
import { useSellOut } from './use-sell-out.ts';

/** Less than this until it is gone, and the next slot is offered. */
const OFFER_NEXT_SEC = 180;

/** One line of stock: a bar of what is sold, held and leased, what is left, and when that will be gone. */
export function StockLine({
  rundown,
  numbered,
  current,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  current: NumberedSlot;
}) {
  const t = useWords('price');
  const { product } = current;
  const { run } = rundown;
  const policy = usePolicy();
  const counter = useLive((live) => (product.sku === null ? undefined : live.products.get(product.sku)));
  const stale = useLive((live) => live.stale);
  const reserves = useQuery(orpc.offer.reserves.queryOptions({ input: { runId: run.id } }));
  const reserve = reserves.data?.find(({ productId }) => productId === product.id);
  const { sold, left } = stockView(current, counter);
  const alarm = stockAlarm(left, product.stockDeclared, policy);
  const sellOut = useSellOut(`${run.id}/${product.id}`, sold, left);
  const declared = product.stockDeclared;
  if (declared === null || left === null)
    return <p className="min-w-0 flex-1 text-xs text-faint">{t('stockUntracked')}</p>;
  const held = reserve?.held ?? 0;
  const leased = reserve?.leased ?? 0;
  const share = (pieces: number) => `${(100 * Math.max(0, pieces)) / Math.max(1, declared)}%`;
  const counts = { declared, sold: sold ?? 0, held, leased, free: left };
  const near = alarm === 'danger' || alarm === 'out' || (sellOut !== null && sellOut.sec < OFFER_NEXT_SEC);
  return (
    <div
      className={cx('flex min-w-0 flex-1 flex-col gap-1', stale && 'hatched-faint')}
      data-testid="stock-line"
    >
      <div
        role="img"
        aria-label={t('stockBar', { name: product.name, ...counts })}
        className="flex h-1.5 overflow-hidden rounded-full bg-line"
      >
        <span className="bg-muted" style={{ width: share(sold ?? 0) }} />
        <span className="hatched" style={{ width: share(held + leased) }} />
        <span
          className={cx(alarm === 'none' ? 'bg-ok' : alarm === 'warn' ? 'bg-warn' : 'bg-live')}
          style={{ width: share(left) }}
        />
      </div>
      <div className="flex min-h-5 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-muted">
        <span className="font-semibold text-text" data-testid="stock-left">
          {t('stockLine', { free: formatCount(left), declared: formatCount(declared) })}
        </span>
        <AlarmPill alarm={alarm} />
        <span>{t('stockSold', { n: formatCount(sold ?? 0) })}</span>
        {held > 0 && <span>{t('stockHeld', { n: formatCount(held) })}</span>}
        {leased > 0 && <span>{t('stockLeased', { n: formatCount(leased) })}</span>}
        {sellOut && (
          <span data-testid="sell-out" className={cx(near && 'font-semibold text-warn')}>
            {sellOut.sec < 60
              ? t('sellOutSoon', { time: formatClock(sellOut.atMs) })
              : t('sellOutAt', {
                  time: formatClock(sellOut.atMs),
                  minutes: Math.ceil(sellOut.sec / 60),
                  pace: formatCount(Math.round(sellOut.perMin)),
                })}
          </span>
        )}
        {near && <OfferNext rundown={rundown} numbered={numbered} />}
      </div>
    </div>
  );
}

export function AlarmPill({ alarm }: { alarm: StockAlarm }) {
  const t = useWords('price');
  if (alarm === 'none') return null;
  return (
    <Pill tone={alarm === 'warn' ? 'warn' : 'live'} testId="stock-alarm">
      {t(`alarm_${alarm}`)}
    </Pill>
  );
}

/** One press arms what comes next. */
function OfferNext({ rundown, numbered }: { rundown: Rundown; numbered: readonly NumberedSlot[] }) {
  const t = useWords('price');
  const actions = useRundownActions();
  const mayNot = useMayNot('show');
  const { run, slots } = rundown;
  const slot = run.state === 'ended' ? null : nextSlot(run, slots);
  const next = numbered.find((each) => each.slot.id === slot?.id);
  if (!next || mayNot !== null) return null;
  if (run.armedSlotId === next.slot.id)
    return <Pill testId="next-armed">{t('nextArmed', { number: next.number })}</Pill>;
  const label = t('offerNext', { number: next.number, name: next.product.name });
  return (
    <Tooltip text={t('offerNextTip')}>
      <Button
        size="sm"
        look="warn"
        data-testid="offer-next"
        className="max-w-64"
        onClick={() => void actions.arm(run.id, next.slot.id)}
      >
        <span className="truncate">{label}</span>
      </Button>
    </Tooltip>
  );
}
