import type { Rundown } from '#shared/contract/desk.ts';
import { formatFen } from '#shared/domain/money.ts';
import { useWords } from '../app/i18n.ts';
import { useLive } from '../client/live.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatCount, formatStopwatch } from '../ui/format.ts';

/** The place of the product while none is on air: before, between and after. */
export function OnAirEmpty({ rundown: { run, show } }: { rundown: Rundown }) {
  const t = useWords('live');
  const totals = useLive((live) => live.totals);
  const ended = run.state === 'ended';
  const lengthSec =
    run.startedAt !== null && run.endedAt !== null
      ? (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000
      : 0;
  return (
    <div className="flex min-h-28 shrink-0">
      <EmptyState
        title={t(
          ended ? 'emptyEndedTitle' : run.state === 'planned' ? 'emptyPlannedTitle' : 'emptyBetweenTitle',
        )}
      >
        {ended
          ? t('emptyEnded', {
              time: formatStopwatch(lengthSec),
              net: formatFen(totals.netFen, show.currency),
              orders: formatCount(totals.orders),
            })
          : t(run.state === 'planned' ? 'emptyPlanned' : 'emptyBetween')}
      </EmptyState>
    </div>
  );
}
