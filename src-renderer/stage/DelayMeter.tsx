import { useState } from 'react';
import { MAX_DELAY_MS } from '#shared/contract/host.ts';
import { useWords } from '../app/i18n.ts';
import { client } from '../client/client.ts';
import { useAct } from '../client/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { middleMs } from './cue.ts';

/** Measures how much later buyers see: one press at the clap, one when it shows on a phone. */
export function DelayMeter({ viewerDelayMs }: { viewerDelayMs: number }) {
  const t = useWords('stage');
  const act = useAct();
  const [clappedMs, setClappedMs] = useState<number | null>(null);
  const [measured, setMeasured] = useState<readonly number[]>([]);
  function seen() {
    if (clappedMs === null) return;
    const all = [...measured, Math.min(MAX_DELAY_MS, performance.now() - clappedMs)].slice(-5);
    setMeasured(all);
    setClappedMs(null);
    void act(() => client.host.setDelay({ viewerDelayMs: middleMs(all) }));
  }
  const seconds = (viewerDelayMs / 1000).toFixed(1);
  return (
    <section className="mt-4 border-t border-line pt-3">
      <h3 className="font-semibold">
        {t('delay')}{' '}
        <span className="font-normal text-muted">
          {viewerDelayMs === 0 ? t('delayUnknown') : t('delayIs', { seconds })}
        </span>
      </h3>
      <p className="mb-2 text-sm text-muted">{t('delayText')}</p>
      {clappedMs === null ? (
        <Button onClick={() => setClappedMs(performance.now())}>
          {measured.length === 0 ? t('measureStart') : t('measureAgain', { n: measured.length })}
        </Button>
      ) : (
        <span className="flex gap-2">
          <Button look="primary" onClick={seen}>
            {t('measureSeen')}
          </Button>
          <Button onClick={() => setClappedMs(null)}>{t('measureCancel')}</Button>
        </span>
      )}
    </section>
  );
}
