import { useEffect, useState } from 'react';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { cueOf } from './cue.ts';

const SECONDS = 3;

/** Counts down before the host, and says when buyers, who see it later, come to "go". */
export function StageCountdown({ viewerDelayMs }: { viewerDelayMs: number }) {
  const t = useWords('stage');
  const act = useAct();
  const [startedMs, setStartedMs] = useState<number | null>(null);
  const [now, setNow] = useState(0);
  const cue = startedMs === null ? null : cueOf(SECONDS * 1000 + viewerDelayMs, now - startedMs);
  useEffect(() => {
    if (startedMs === null) return;
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, [startedMs]);
  useEffect(() => {
    if (cue === 'past') setStartedMs(null);
  }, [cue]);
  async function start() {
    if (!(await act(() => client.host.countdown({ seconds: SECONDS })))) return;
    setNow(performance.now());
    setStartedMs(performance.now());
  }
  return (
    <>
      <Button size="sm" disabled={cue !== null && cue !== 'past'} onClick={() => void start()}>
        {t('countdown')}
      </Button>
      {cue !== null && cue !== 'past' && (
        <span role="timer" aria-live="polite" className="text-sm font-semibold">
          {cue === 'now' ? t('countdownNow') : t('countdownIn', { seconds: cue })}
        </span>
      )}
    </>
  );
}
