import type { Rundown } from '#shared/contract/desk.ts';
import type { Pacing } from '#shared/domain/figures/figures.ts';
import { formatFen } from '#shared/domain/money.ts';
import { type Say, useWords } from '../app/i18n.ts';
import { useTiming } from '../app/use-rundown.ts';
import { useLive } from '../client/live.ts';
import { GmvCurve } from '../live/GmvCurve.tsx';
import { cx } from '../ui/class-names.ts';
import { Panel } from '../ui/Panel.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { WallHeader } from './WallHeader.tsx';

/** How far the show is on its way to the target, and the curve beside the even pace. */
export function TargetPanel({ rundown, pacing }: { rundown: Rundown; pacing: Pacing | null }) {
  const t = useWords('wall');
  const timing = useTiming(rundown);
  return (
    <Panel aria-label={t('target')}>
      <WallHeader title={t('target')} tip={t('targetTip')} />
      <TargetLine rundown={rundown} pacing={pacing} />
      <GmvCurve rundown={rundown} timing={timing} />
    </Panel>
  );
}

/** In words and as a bar; says so where no target is set. */
export function TargetLine({
  rundown,
  pacing,
  big = false,
}: {
  rundown: Rundown;
  pacing: Pacing | null;
  big?: boolean;
}) {
  const t = useWords('wall');
  const netFen = useLive((live) => live.totals.netFen);
  const { targetFen, currency } = rundown.show;
  const money = (amount: number) => formatFen(amount, currency);
  if (!targetFen || !pacing) return <p className="px-3 py-2 text-xs text-muted">{t('targetNone')}</p>;
  const share = netFen / targetFen;
  return (
    <div className={cx('shrink-0', big ? 'text-2xl' : 'px-3 py-2')}>
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5">
        <span className="font-semibold">{t('targetShare', { percent: Math.floor(share * 100) })}</span>
        <span className="text-muted">{t('of', { amount: money(targetFen) })}</span>
        <span
          data-testid="wall-pacing"
          data-exact={pacing.aheadFen}
          className={cx(pacing.aheadFen < 0 ? 'text-warn' : 'text-ok')}
        >
          {aheadText(pacing.aheadFen, money, t)}
        </span>
        <span className="text-muted">{t('expected', { amount: money(pacing.expectedFen) })}</span>
      </div>
      <ProgressBar
        share={share}
        tone={share >= 1 ? 'ok' : 'text'}
        label={t('targetShare', { percent: Math.floor(share * 100) })}
        className={cx('my-1.5', big && 'h-3')}
      />
      {pacing.forecastFen !== null && (
        <p className={cx('text-muted', big ? 'text-xl' : 'text-xs')}>
          {t('forecast', { amount: money(pacing.forecastFen) })}
        </p>
      )}
    </div>
  );
}

function aheadText(aheadFen: number, money: (amount: number) => string, t: Say<'wall'>): string {
  if (aheadFen === 0) return t('onPace');
  return aheadFen > 0 ? t('ahead', { amount: money(aheadFen) }) : t('behind', { amount: money(-aheadFen) });
}
