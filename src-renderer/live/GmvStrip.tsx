import type { ReactNode } from 'react';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { cx } from '../ui/class-names.ts';
import { formatCount } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

/** The show's figures, each with its definition on hover and focus. */
export function GmvStrip({ currency }: { currency: string }) {
  const t = useWords('live');
  const totals = useLive((live) => live.totals);
  const money = (amount: number) => formatFen(amount, currency);
  const aovFen = totals.orders === 0 ? null : Math.round(totals.grossFen / totals.orders);
  return (
    <section
      aria-label={t('figures')}
      className="grid shrink-0 grid-cols-3 gap-px border-y border-line bg-line @3xl:grid-cols-6"
    >
      <Tile label={t('net')} tip={t('netTip')} testId="gmv-net" fen={totals.netFen} strong>
        {money(totals.netFen)}
      </Tile>
      <Tile label={t('gross')} tip={t('grossTip')} testId="gmv-gross" fen={totals.grossFen}>
        {money(totals.grossFen)}
      </Tile>
      <Tile
        label={t('refunds')}
        tip={t('refundsTip', { n: formatCount(totals.refundsCount) })}
        testId="refunds"
        fen={totals.refundsFen}
      >
        {money(totals.refundsFen)}
      </Tile>
      <Tile label={t('orders')} tip={t('ordersTip')} testId="orders-count" count={totals.orders}>
        {formatCount(totals.orders)}
      </Tile>
      <Tile label={t('buyers')} tip={t('buyersTip')} testId="buyers" count={totals.buyers}>
        {formatCount(totals.buyers)}
      </Tile>
      <Tile label={t('aov')} tip={t('aovTip')} testId="aov" {...(aovFen === null ? {} : { fen: aovFen })}>
        {aovFen === null ? '—' : money(aovFen)}
      </Tile>
    </section>
  );
}

function Tile({
  label,
  tip,
  testId,
  fen,
  count,
  strong = false,
  children,
}: {
  label: string;
  tip: string;
  testId: string;
  fen?: number;
  count?: number;
  strong?: boolean;
  children: ReactNode;
}) {
  const stale = useLive((live) => live.stale);
  return (
    <Tooltip text={tip} side="top">
      <button
        type="button"
        className={cx('min-w-0 bg-panel px-4 py-1 text-left outline-offset-[-2px]', stale && 'hatched-faint')}
      >
        <span className="block text-2xs leading-tight text-muted">{label}</span>
        <span
          data-testid={testId}
          data-fen={fen}
          data-count={count}
          className={cx(
            'block truncate leading-tight tracking-tight',
            strong ? 'text-lg font-bold' : 'text-lg font-semibold',
          )}
        >
          {children}
        </span>
      </button>
    </Tooltip>
  );
}
