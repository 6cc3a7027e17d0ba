import type { Rundown } from '#shared/contract/desk.ts';
import { useWords } from '../app/i18n.ts';
import { useTiming } from '../app/use-rundown.ts';
import { ApprovalStrip } from '../price/ApprovalStrip.tsx';
import { PromiseButton } from '../promises/PromiseButton.tsx';
import { PushPanel } from '../push/PushPanel.tsx';
import { TakeHolder } from '../several/TakeHolder.tsx';
import { StageBar, StageButton } from '../stage/StageBar.tsx';
import { AsOf } from '../sync/AsOf.tsx';
import { Advice } from '../timing/Advice.tsx';
import { cx } from '../ui/class-names.ts';
import { Dot } from '../ui/Dot.tsx';
import { formatDuration } from '../ui/format.ts';
import { Panel, PanelHeader } from '../ui/Panel.tsx';
import { GmvCurve } from './GmvCurve.tsx';
import { GmvStrip } from './GmvStrip.tsx';
import { OnAirCard } from './OnAirCard.tsx';
import { OnAirEmpty } from './OnAirEmpty.tsx';
import type { NumberedSlot } from './slot-view.ts';
import { TakeBar } from './TakeBar.tsx';

/** The centre: what is on air, the button that takes the next, and what it all brings in. */
export function OnAirPanel({
  rundown,
  numbered,
  onReprice,
}: {
  rundown: Rundown;
  numbered: readonly NumberedSlot[];
  onReprice: (productId: string) => void;
}) {
  const t = useWords('live');
  const tt = useWords('timing');
  const timing = useTiming(rundown);
  const { run, show } = rundown;
  const current = numbered.find((each) => each.slot.id === run.onAirSlotId) ?? null;
  const time = timing.rows.find((row) => row.slotId === current?.slot.id) ?? null;
  const over = time?.overSec ?? null;
  return (
    <Panel data-testid="on-air" aria-labelledby="on-air-title" className="@container">
      <PanelHeader
        id="on-air-title"
        title={
          <>
            <Dot
              tone={current ? (run.kind === 'rehearsal' ? 'warn' : 'live') : 'quiet'}
              pulse={current !== null}
            />
            {t('onAir')}
          </>
        }
        note={
          current &&
          timing.onAir && (
            <>
              {t('onAirNote', { at: current.at })}
              {' · '}
              <span
                data-phase={timing.onAir.phase}
                className={cx(
                  timing.onAir.phase !== 'plan' && 'font-semibold text-warn',
                  timing.onAir.phase === 'danger' && 'rounded bg-warn-solid px-1 text-warn-ink',
                )}
              >
                {over !== null
                  ? t('over', { time: formatDuration(over) })
                  : t('timeLeft', { time: formatDuration(timing.onAir.leftSec) })}
                {(timing.onAir.phase === 'warning' || timing.onAir.phase === 'danger') &&
                  ` · ${tt(`phase_${timing.onAir.phase}`)}`}
              </span>
            </>
          )
        }
      >
        <AsOf />
        <TakeHolder run={run} />
        <PromiseButton run={run} />
        <StageButton run={run} />
      </PanelHeader>
      <StageBar />
      {current && time ? (
        // Where room is short, as with a push to be done by hand, this scrolls and the figures below stay.
        <div className="min-h-28 shrink overflow-y-auto">
          <OnAirCard rundown={rundown} numbered={numbered} current={current} time={time} />
          <Advice rundown={rundown} timing={timing} current={current} />
        </div>
      ) : (
        <OnAirEmpty rundown={rundown} />
      )}
      <PushPanel rundown={rundown} current={current} />
      <ApprovalStrip rundown={rundown} />
      <TakeBar rundown={rundown} numbered={numbered} onReprice={onReprice} />
      <GmvStrip currency={show.currency} />
      {/* It gives way first. */}
      <div className="flex min-h-0 flex-1 flex-col overflow-hidden">
        <GmvCurve rundown={rundown} timing={timing} />
      </div>
    </Panel>
  );
}
