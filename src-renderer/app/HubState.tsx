import type { SyncState } from '#shared/contract/desk.ts';
import { errorText, isErrorCode } from '#shared/contract/errors.ts';
import { useConnection, useSyncState } from '../client/app-state.ts';
import { cx } from '../ui/class-names.ts';
import { Dot, type DotTone } from '../ui/Dot.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useLanguage, useWords, type WordKey } from './i18n.ts';

interface Look {
  readonly tone: DotTone;
  readonly word: WordKey<'app'>;
  readonly tip: WordKey<'app'>;
}

function lookOf(sync: SyncState): Look {
  switch (sync.hub) {
    case 'online':
      return sync.outboxCount === 0
        ? { tone: 'ok', word: 'hubOnline', tip: 'hubTipOnline' }
        : { tone: 'ok', word: 'hubSyncing', tip: 'hubTipSyncing' };
    case 'connecting':
      return { tone: 'hatched', word: 'hubConnecting', tip: 'hubTipConnecting' };
    case 'offline':
      return { tone: 'hatched', word: 'hubOffline', tip: 'hubTipOffline' };
    case 'refused':
      return { tone: 'warn', word: 'hubRefused', tip: 'hubTipOffline' };
  }
}

/** A clock that differs by more than this is worth a word. */
const SKEW_SHOWN_MS = 5000;

/** Whether the hub has everything, and how much still waits for it. */
export function HubState() {
  const t = useWords('app');
  const language = useLanguage();
  const sync = useSyncState();
  const lost = useConnection() !== 'open';
  if (!sync) return null;
  const look = lost ? ({ tone: 'hatched', word: 'deskLost', tip: 'lostBanner' } as const) : lookOf(sync);
  const reason =
    sync.refusal !== null && isErrorCode(sync.refusal) ? errorText(sync.refusal, {}, language) : null;
  const skewed = sync.skewMs !== null && Math.abs(sync.skewMs) > SKEW_SHOWN_MS ? sync.skewMs : null;
  return (
    <Tooltip
      text={
        <>
          {t('hubTip', {
            url: sync.ownHub ? t('hubOwn') : (sync.hubUrl ?? '—'),
            text: reason ?? t(look.tip),
          })}
          {skewed !== null && (
            <span className="block text-warn">
              {t('skew', { seconds: Math.round(Math.abs(skewed) / 1000) })}
            </span>
          )}
        </>
      }
    >
      <button
        type="button"
        className="flex shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md text-xs text-muted"
      >
        <span
          data-testid="sync-state"
          data-hub={lost ? 'lost' : sync.hub}
          role="status"
          className="flex items-center gap-1.5"
        >
          <Dot tone={skewed !== null && !lost ? 'warn' : look.tone} />
          {t(look.word)}
        </span>
        <span aria-hidden>·</span>
        <span
          data-testid="outbox-count"
          data-count={sync.outboxCount}
          className={cx(sync.outboxCount > 0 && 'hatched-faint rounded px-1 font-semibold text-text')}
        >
          {t('outbox', { n: sync.outboxCount })}
        </span>
      </button>
    </Tooltip>
  );
}
