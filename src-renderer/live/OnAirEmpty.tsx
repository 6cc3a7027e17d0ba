import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatStopwatch } from '../ui/format.ts';

/** The place of the product while none is on air: before, between and after. */
export function OnAirEmpty({ rundown }: { rundown: Rundown }) {
  return (
    <div className="flex min-h-28 shrink-0">
      {rundown.run.state === 'ended' ? <Ended rundown={rundown} /> : <NotYet rundown={rundown} />}
    </div>
  );
}

function NotYet({ rundown: { run, slots } }: { rundown: Rundown }) {
  const t = useWords('live');
  if (slots.length === 0) return <EmptyState title={t('emptyNoSlotsTitle')}>{t('emptyNoSlots')}</EmptyState>;
  return run.state === 'planned' ? (
    <EmptyState title={t('emptyPlannedTitle')}>{t('emptyPlanned')}</EmptyState>
  ) : (
    <EmptyState title={t('emptyBetweenTitle')}>{t('emptyBetween')}</EmptyState>
  );
}

function Ended({ rundown: { run, show } }: { rundown: Rundown }) {
  const t = useWords('live');
  const totals = useLive((live) => live.totals);
  const lengthSec =
    run.startedAt !== null && run.endedAt !== null
      ? (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000
      : 0;
  return (
    <EmptyState title={t('emptyEndedTitle')}>
      {t('emptyEnded', {
        time: formatStopwatch(lengthSec),
        net: formatFen(totals.netFen, show.currency),
        orders: formatCount(totals.orders),
      })}
    </EmptyState>
  );
}
