import type { ReactNode } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { useTiming } from '../app/use-rundown.ts';
import { numberedSlots, takeView } from '../live/slot-view.ts';
import { useHolder } from '../several/use-holder.ts';
import { formatClock, formatDuration } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';

/** Where the show stands this moment. */
export function NowFacts({ rundown }: { rundown: Rundown }) {
  const t = useWords('handover');
  const timing = useTiming(rundown);
  const { holder } = useHolder(rundown.run);
  const numbered = numberedSlots(rundown);
  const onAir = numbered.find(({ slot }) => slot.id === rundown.run.onAirSlotId);
  const { next } = takeView(rundown, numbered);
  const { overSec } = timing;
  const drift =
    overSec === null || Math.abs(overSec) < 1
      ? t('onTime')
      : t(overSec > 0 ? 'over' : 'under', { time: formatDuration(Math.abs(overSec)) });
  return (
    <Panel aria-label={t('now')}>
      <PanelHeader title={t('now')} />
      <dl className="m-0 grid grid-cols-4 gap-5 p-3 text-sm">
        <Fact name={t('onAir')}>{onAir ? `${onAir.number} ${onAir.product.name}` : t('nothing')}</Fact>
        <Fact name={t('armed')}>{next ? `${next.number} ${next.product.name}` : t('nothing')}</Fact>
        <Fact name={t('forecast')}>
          {timing.forecastEndMs === null ? t('nothing') : `${formatClock(timing.forecastEndMs)} · ${drift}`}
        </Fact>
        <Fact name={t('holder')}>{holder?.personName || (holder ? holder.personId : t('holderNobody'))}</Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted">{name}</dt>
      <dd className="m-0 line-clamp-2 font-semibold">{children}</dd>
    </div>
  );
}
