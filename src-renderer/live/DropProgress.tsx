import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { BagButton, DropResult } from '../drops/DropResult.tsx';
import { formatCount, formatDuration } from '../ui/format.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { DropView } from './drop-view.ts';
import { useLeftSec } from './use-left-sec.ts';

/** What has become of a drop so far, in words and as a bar. */
export function DropProgress({
  view,
  money,
  offline,
}: {
  view: DropView;
  offline: boolean;
  money: (amount: number) => string;
}) {
  const { drop, state, status, granted, riskFen } = view;
  const t = useWords('live');
  const d = useWords('drops');
  const language = useLanguage();
  const leftSec = useLeftSec(status);
  const counts = { granted: formatCount(granted), quota: formatCount(drop.quota) };
  switch (state) {
    case 'open':
    case 'closed': {
      const share = granted / drop.quota;
      const entered = formatCount(status?.entered ?? 0);
      const bag = drop.kind === 'lucky-bag';
      const said = bag
        ? state === 'open'
          ? d('entered', { n: entered })
          : d('winners', { n: counts.granted, entered })
        : t(state === 'open' ? 'dropClaimed' : 'dropResult', counts);
      return (
        <>
          <div className="mt-0.5 flex items-baseline justify-between gap-2 whitespace-nowrap text-sm">
            <span data-testid="drop-granted" data-count={granted} className="font-semibold">
              {said}
            </span>
            {bag && <BagButton view={view} />}
            {state === 'open' && (
              <span className="text-xs text-muted">
                {leftSec === null
                  ? t('dropLeftUnknown')
                  : leftSec === 0
                    ? t('dropClosing')
                    : t(granted >= drop.quota ? 'dropAllGone' : 'dropLeft', {
                        time: formatDuration(leftSec),
                      })}
              </span>
            )}
          </div>
          <ProgressBar
            share={share}
            tone={state === 'open' ? 'live' : 'ok'}
            label={t('dropClaimedBar', { percent: Math.round(share * 100) })}
          />
          {state === 'closed' && <DropResult view={view} money={money} offline={offline} />}
        </>
      );
    }
    case 'unknown':
      return <p className="line-clamp-3 text-xs text-text">{t('dropUnknownText')}</p>;
    case 'expired':
      return (
        <p className="line-clamp-2 text-xs text-warn">
          {status?.reason === 'effect/restarted'
            ? errorText('effect/restarted', {}, language)
            : t('dropExpiredText')}
        </p>
      );
    case 'failed':
      return (
        <p className="line-clamp-2 text-xs text-warn">
          {status?.reason && isErrorCode(status.reason)
            ? errorText(status.reason, {}, language)
            : t('dropFailedText')}
        </p>
      );
    case 'planned':
    case 'sending':
      return <p className="text-xs text-muted">{t('dropRisk', { amount: money(riskFen) })}</p>;
    // An armed drop has its money at risk on the button, one that counts down its seconds.
    case 'armed':
    case 'countdown':
      return null;
  }
}
