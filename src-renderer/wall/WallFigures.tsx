import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { formatClock, formatCount } from '../ui/format.ts';
import type { WallFigures as Figures } from './use-wall.ts';
import { WallFigure } from './WallFigure.tsx';

/** The show's figures: money first, then people. */
export function WallFigures({ rundown, figures }: { rundown: Rundown; figures: Figures }) {
  const t = useWords('wall');
  const totals = useLive((live) => live.totals);
  const audience = useLive((live) => live.audience);
  const money = (amount: number) => formatFen(amount, rundown.show.currency);
  const { pace } = figures;
  const viewers = audience?.viewers ?? null;
  return (
    <section
      aria-label={t('screen')}
      className="grid shrink-0 grid-cols-5 gap-px overflow-hidden rounded-lg border border-line bg-line"
    >
      <WallFigure label={t('net')} tip={t('netTip')} testId="wall-net" exact={totals.netFen}>
        {money(totals.netFen)}
      </WallFigure>
      <WallFigure label={t('gross')} tip={t('grossTip')} testId="wall-gross" exact={totals.grossFen}>
        {money(totals.grossFen)}
      </WallFigure>
      <WallFigure
        label={t('refunds')}
        tip={t('refundsTip', { n: formatCount(totals.refundsCount) })}
        testId="wall-refunds"
        exact={totals.refundsFen}
      >
        {money(totals.refundsFen)}
      </WallFigure>
      <WallFigure
        label={t('perMinute')}
        tip={t('perMinuteTip', { last: money(pace.lastFen) })}
        note={
          pace.best &&
          t('best', {
            amount: money(pace.best.netFen),
            time: formatClock(Date.parse(pace.best.minute.replace('Z', ':00Z'))),
          })
        }
        testId="wall-per-minute"
        exact={pace.meanFen}
      >
        {money(pace.meanFen)}
      </WallFigure>
      <WallFigure label={t('aov')} tip={t('aovTip')} testId="wall-aov" exact={figures.aovFen}>
        {figures.aovFen === null ? '—' : money(figures.aovFen)}
      </WallFigure>
      <WallFigure label={t('orders')} tip={t('ordersTip')} testId="wall-orders" exact={totals.orders}>
        {formatCount(totals.orders)}
      </WallFigure>
      <WallFigure label={t('buyers')} tip={t('buyersTip')} testId="wall-buyers" exact={totals.buyers}>
        {formatCount(totals.buyers)}
      </WallFigure>
      <WallFigure
        label={t('conversion')}
        tip={t('conversionTip')}
        note={figures.conversionBp === null ? t('unknown') : null}
        testId="wall-conversion"
        exact={figures.conversionBp}
      >
        {figures.conversionBp === null ? '—' : percentOf(figures.conversionBp)}
      </WallFigure>
      <WallFigure
        label={t('online')}
        tip={t('onlineTip')}
        note={audience ? null : t('unknown')}
        testId="wall-online"
        exact={audience?.online ?? null}
      >
        {audience ? formatCount(audience.online) : '—'}
      </WallFigure>
      <WallFigure
        label={t('viewers')}
        tip={t('viewersTip')}
        note={viewers === null ? t('unknown') : null}
        testId="wall-viewers"
        exact={viewers}
      >
        {viewers === null ? '—' : formatCount(viewers)}
      </WallFigure>
    </section>
  );
}

/** Basis points → `12.34%`. */
export function percentOf(bp: number): string {
  return `${(bp / 100).toFixed(2)}%`;
}
