import { formatFen } from '#shared/domain/money.ts';
import type { Show } from '#shared/domain/show/show.schema.ts';
import { useLive } from '../client/live.ts';
import { AsOfText } from '../sync/AsOf.tsx';
import { cx } from '../ui/class-names.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useWords } from './i18n.ts';

/** Net GMV against the show's target. */
export function GmvMeter({ show }: { show: Show }) {
  const t = useWords('app');
  const netFen = useLive((live) => live.totals.netFen);
  const stale = useLive((live) => live.stale);
  const { targetFen, currency } = show;
  const share = targetFen ? netFen / targetFen : 0;
  // Whole units say enough of a target.
  const target = targetFen === null ? '' : formatFen(targetFen, currency).replace(/\.00$/, '');
  return (
    <div className="relative min-w-max max-w-72 flex-1 whitespace-nowrap">
      <div className="truncate text-2xs leading-tight text-muted">
        {stale ? <AsOfText testId="stale-strip" /> : targetFen ? t('netOfTarget', { target }) : t('net')}
      </div>
      <div
        className={cx('w-fit text-xl font-semibold leading-tight tracking-tight', stale && 'hatched-faint')}
      >
        {formatFen(netFen, currency)}
      </div>
      {targetFen !== null && targetFen > 0 && (
        <ProgressBar
          share={share}
          tone={share >= 1 ? 'ok' : 'text'}
          label={t('targetShare', { percent: Math.floor(share * 100) })}
          className="absolute inset-x-0 -bottom-1.5"
        />
      )}
    </div>
  );
}
