import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '#renderer/app/i18n.ts';
import { useSync } from '#renderer/client/app-state.ts';
import { client } from '#renderer/client/client.ts';
import { useAct } from '#renderer/client/use-act.ts';
import { Button } from '#renderer/ui/Button.tsx';
import type { Batch } from '#shared/domain/batch/batch.schema.ts';
import { secondsLeft } from './batch-looks.ts';

/** The seconds before a batch begins: how many are left, and the way back. */
export function BatchWait({ batch: { batchId, beginsAt }, able }: { batch: Batch; able: boolean }) {
  const t = useWords('community');
  const act = useAct();
  const left = useSecondsLeft(beginsAt);
  return (
    <div
      data-testid="batch-waiting"
      data-left={left}
      className="flex shrink-0 items-center gap-3 border-b border-line bg-warn-tint px-3 py-2 text-sm text-warn"
    >
      {/* On the left: what pops up in the corner must never lie over it. */}
      <Button
        size="sm"
        look="primary"
        disabled={!able}
        data-testid="batch-cancel"
        icon={<Undo2 size={13} aria-hidden />}
        onClick={() => act(() => client.batch.cancel({ batchId }))}
      >
        {t('batchCancel')}
      </Button>
      <p className="min-w-0 flex-1" role="status">
        <span className="font-semibold">{t('batchWaitingText')}</span>{' '}
        {/* Read out once, not every second. */}
        <span aria-hidden>{left > 0 ? t('batchBeginsIn', { n: left }) : t('batchBeginsNow')}</span>
      </p>
    </div>
  );
}

/** By the hub's clock as far as it is known here; shown, and nothing more: whether it has begun, the hub alone says. */
function useSecondsLeft(beginsAt: string | null): number {
  const skewMs = useSync((sync) => sync.skewMs) ?? 0;
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 200);
    return () => clearInterval(timer);
  }, []);
  return secondsLeft(beginsAt, nowMs + skewMs);
}
