import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import type { LiveBrief } from '#shared/contract/several.ts';
import { formatFen } from '#shared/domain/money.ts';
import { leftSec } from '#shared/domain/show/live-brief.ts';
import { useKeyAction } from '../app/commands.ts';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { KeyHint } from '../app/KeyHint.tsx';
import { useNowMs } from '../client/now.ts';
import { cx } from '../ui/class-names.ts';
import { Dot } from '../ui/Dot.tsx';
import { formatDuration } from '../ui/format.ts';
import { Tooltip } from '../ui/Tooltip.tsx';
import { followLiveShows, switchTo, useLiveShows } from './live-shows.ts';

/** Where more than one show is on: each in a line, the shown one marked, and a key to the next. Alone it says nothing. */
export function LiveShowsBar() {
  const t = useWords('several');
  const briefs = useLiveShows();
  const { show } = useCurrentShow();
  useEffect(followLiveShows, []);
  const now = useRef({ briefs, shownId: show?.id ?? null });
  now.current = { briefs, shownId: show?.id ?? null };
  const next = useCallback(() => {
    const { briefs: all, shownId } = now.current;
    const at = all.findIndex(({ showId }) => showId === shownId);
    const target = all[(at + 1) % Math.max(1, all.length)];
    if (target && target.showId !== shownId) void switchTo(target.showId);
  }, []);
  useKeyAction('next-show', next);
  const elsewhere = briefs.some(({ showId }) => showId !== show?.id);
  if (briefs.length === 0 || !elsewhere) return null;
  return (
    <nav
      aria-label={t('liveShows')}
      data-testid="live-shows"
      className="flex shrink-0 items-stretch gap-2 overflow-x-auto"
    >
      {briefs.map((brief) => (
        <ShowChip key={brief.runId} brief={brief} shown={brief.showId === show?.id} />
      ))}
      <span className="flex shrink-0 items-center">
        <KeyHint command="next-show" />
      </span>
    </nav>
  );
}

function ShowChip({ brief, shown }: { brief: LiveBrief; shown: boolean }) {
  const t = useWords('several');
  const nowMs = useNowMs();
  const { title, runKind, onAir, netFen, currency, stale } = brief;
  const rehearsal = runKind === 'rehearsal';
  const left = onAir && onAir.plannedSec > 0 ? leftSec(onAir, nowMs) : null;
  const alarms = [
    ...brief.alarms.map((alarm) => t(`alarm_${alarm}`)),
    ...(stale && netFen !== null ? [t('alarm_stale')] : []),
  ];
  return (
    <button
      type="button"
      data-testid="live-show"
      data-show-id={brief.showId}
      data-kind={runKind}
      aria-current={shown ? 'true' : undefined}
      onClick={() => shown || void switchTo(brief.showId)}
      className={cx(
        'flex h-9 min-w-0 max-w-xl flex-1 items-center gap-2 rounded-lg border px-2.5 text-left text-xs',
        shown ? 'border-text bg-raised' : 'border-line bg-panel text-muted hover:bg-hover hover:text-text',
      )}
    >
      <Dot tone={rehearsal ? 'warn' : 'live'} pulse={!rehearsal} />
      <span className={cx('shrink-0 font-bold', rehearsal ? 'text-warn' : 'text-live')}>
        {t(rehearsal ? 'modeRehearsal' : 'modeLive')}
      </span>
      <span className="sr-only">{shown ? t('shown') : t('switchTo', { title })}</span>
      <span className="min-w-0 truncate font-semibold">{title}</span>
      <span className="min-w-0 flex-1 truncate" data-testid="live-show-on-air">
        {onAir ? `${onAir.number} ${onAir.name}` : t('nothingOnAir')}
      </span>
      {left !== null && (
        <span className={cx('shrink-0', left < 0 && 'font-semibold text-warn')}>
          {left < 0 ? t('over', { time: formatDuration(-left) }) : t('left', { time: formatDuration(left) })}
        </span>
      )}
      <span
        data-testid="live-show-gmv"
        className={cx('shrink-0 font-semibold', stale && 'hatched-faint rounded px-1')}
      >
        {netFen === null ? t('unknownGmv') : formatFen(netFen, currency)}
      </span>
      {alarms.length > 0 && (
        <Tooltip text={alarms.join(' · ')}>
          <span
            role="img"
            aria-label={`${t('alarms', { n: alarms.length })}: ${alarms.join(' · ')}`}
            data-testid="live-show-alarms"
            className="flex shrink-0 items-center gap-0.5 font-semibold text-warn"
          >
            <TriangleAlert size={13} aria-hidden />
            {alarms.length}
          </span>
        </Tooltip>
      )}
    </button>
  );
}
