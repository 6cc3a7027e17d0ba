import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { useLanguage, useWords } from '../app/i18n.ts';
import { useSync, useSyncState } from '../client/app-state.ts';
import { useNowMs } from '../client/now.ts';
import { cx } from '../ui/class-names.ts';
import { Dot } from '../ui/Dot.tsx';
import { formatCount } from '../ui/format.ts';
import { Pill } from '../ui/Pill.tsx';
import { Popover } from '../ui/Popover.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { spanText, timeText } from './age.ts';
import { shownSkewMs } from './sync-view.ts';
import { openUnsent } from './unsent-view.ts';
import { useSyncView } from './use-sync.ts';

/** Whether the hub has everything, since when it has not, and how much still waits for it; on every screen. */
export function SyncStatus() {
  return (
    <div className="flex shrink-0 items-center gap-1.5 whitespace-nowrap text-xs text-muted">
      <State />
      <Skew />
      <OutboxCount />
    </div>
  );
}

function State() {
  const t = useWords('sync');
  const language = useLanguage();
  const sync = useSyncState();
  const view = useSyncView();
  const nowMs = useNowMs();
  if (!sync || !view) return null;
  const { word, tone, since } = view;
  const time = (iso: string) => timeText(Date.parse(iso), nowMs);
  const said = since === null ? t(`state_${word}`) : t('state_offlineSince', { time: time(since) });
  const code = sync.refusal ?? (word === 'trouble' ? sync.trouble : null);
  const reason = code !== null && isErrorCode(code) ? errorText(code, {}, language) : null;
  return (
    <>
      <Popover
        label={t('details')}
        align="end"
        trigger={
          <button
            type="button"
            aria-label={`${said} · ${t('details')}`}
            className="flex items-center gap-1.5 rounded-md px-1 py-0.5 hover:bg-hover hover:text-text"
          >
            <Dot tone={tone} />
            <span data-testid="sync-state" data-hub={word === 'lost' ? 'lost' : sync.hub} data-state={word}>
              {said}
            </span>
          </button>
        }
      >
        <p className="font-semibold">{said}</p>
        <p className="mt-1 text-muted">{reason ?? t(`tip_${word}`)}</p>
        <p className="mt-2 break-all text-xs text-muted">
          {t('hubIs', { url: sync.ownHub ? t('hubOwn') : (sync.hubUrl ?? '—') })}
        </p>
        <p className="text-xs text-muted">
          {t('lastSync', { time: sync.lastSyncAt === null ? t('never') : time(sync.lastSyncAt) })}
        </p>
      </Popover>
      {/* Said aloud when it changes; the button's own text is not a live region. */}
      <span role="status" className="sr-only">
        {t(`state_${word}`)}
      </span>
    </>
  );
}

/** Only where this machine's clock is off: shown, and nothing is refused for it. */
function Skew() {
  const t = useWords('sync');
  const skewMs = shownSkewMs(useSync((sync) => sync.skewMs) ?? null);
  if (skewMs === null) return null;
  const time = spanText(skewMs, t);
  return (
    <Tooltip text={t('skewTip', { time })}>
      <button type="button" className="rounded-full" data-testid="clock-skew">
        <Pill tone="warn">{t('skew', { time })}</Pill>
        <span className="sr-only">{t('skewTip', { time })}</span>
      </button>
    </Tooltip>
  );
}

function OutboxCount() {
  const t = useWords('sync');
  const sync = useSyncState();
  if (!sync) return null;
  const { outboxCount, conflictCount } = sync;
  return (
    <button
      type="button"
      onClick={() => openUnsent(outboxCount === 0 && conflictCount > 0 ? 'refused' : 'waiting')}
      className="rounded-md px-1 py-0.5 hover:bg-hover hover:text-text"
    >
      <span
        data-testid="outbox-count"
        data-count={outboxCount}
        className={cx(outboxCount > 0 && 'hatched-faint rounded px-1 font-semibold text-text')}
      >
        {t('outbox', { n: formatCount(outboxCount) })}
      </span>
      <span className="sr-only"> · {t('outboxOpen', { n: formatCount(conflictCount) })}</span>
    </button>
  );
}
