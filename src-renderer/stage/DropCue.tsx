import { skipToken, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useCurrentShow } from '../app/current-show.ts';
import { useWords } from '../app/i18n.ts';
import { orpc } from '../client/client.ts';
import { useLive } from '../client/live.ts';
import { opensInMs } from '../live/drop-view.ts';
import { cx } from '../ui/class-names.ts';
import { cueOf, hostGoMs } from './cue.ts';

const TICK_MS = 100;

/** While a drop counts down: when the host is to say "go", so that buyers hear it as it opens. */
export function DropCue({ viewerDelayMs, alone = false }: { viewerDelayMs: number; alone?: boolean }) {
  const t = useWords('stage');
  const { show, run } = useCurrentShow();
  const drops = useLive((live) => live.drops);
  const counting = [...drops.values()].find(({ state }) => state === 'countdown') ?? null;
  const [now, setNow] = useState(() => performance.now());
  const input = counting && show && run ? { showId: show.id, runKind: run.kind } : skipToken;
  const plans = useQuery(orpc.drop.list.queryOptions({ input })).data?.drops;
  const begins = useRef<{ dropId: string; goMs: number } | null>(null);
  const running = counting !== null;
  useEffect(() => {
    if (!running) return;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  const leftMs = counting && opensInMs(counting, Math.max(now, counting.receivedMs));
  if (!counting || leftMs === null) return null;
  const goMs = hostGoMs(leftMs, viewerDelayMs);
  // Whether there ever was time to speak is known when the countdown begins.
  if (begins.current?.dropId !== counting.dropId) begins.current = { dropId: counting.dropId, goMs };
  const lateMs = -begins.current.goMs;
  const cue = cueOf(goMs, 0);
  const name = plans?.find(({ id }) => id === counting.dropId)?.title ?? '';
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  return (
    <p
      data-testid="drop-cue"
      data-cue={lateMs > 0 ? 'late' : cue}
      role="timer"
      className={cx(
        'text-sm font-semibold',
        alone && 'shrink-0 border-b border-line px-3 py-1.5',
        lateMs > 0 && 'text-warn',
      )}
    >
      {lateMs > 0
        ? t('goLate', { name, delay: seconds(viewerDelayMs), seconds: seconds(lateMs) })
        : cue === 'past'
          ? t('goPast', { name })
          : cue === 'now'
            ? t('goNow', { name })
            : t('goIn', { name, seconds: cue })}
      {viewerDelayMs === 0 && <span className="ml-1 font-normal text-muted">{t('goUnmeasured')}</span>}
    </p>
  );
}
