import type { Rundown } from '#shared/contract/desk.ts';
import { useNowMs } from '../client/now.ts';
import { cx } from '../ui/class-names.ts';
import { formatClock, formatDay, formatStopwatch } from '../ui/format.ts';
import { Figure } from './Figure.tsx';
import { useWords } from './i18n.ts';
import { overUnder, overUnderText } from './over-under.ts';
import { useTiming } from './use-rundown.ts';

/** How long the show has run, and when it will end against its plan. */
export function ShowClock({ rundown }: { rundown: Rundown }) {
  const t = useWords('app');
  const nowMs = useNowMs();
  const timing = useTiming(rundown);
  const { show, run } = rundown;
  const startedMs = run.startedAt === null ? null : Date.parse(run.startedAt);
  const untilMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt);
  const end = formatClock(timing.forecastEndMs);
  const over = timing.overSec;
  return (
    <>
      {startedMs === null ? (
        <Figure label={t('plannedStart')}>
          {show.startsAt === null ? (
            <span className="text-base font-medium text-muted">{t('plannedStartNone')}</span>
          ) : (
            formatDay(Date.parse(show.startsAt))
          )}
        </Figure>
      ) : (
        <Figure label={t('elapsed')}>{formatStopwatch((untilMs - startedMs) / 1000)}</Figure>
      )}
      {startedMs !== null && (
        <Figure
          label={run.state === 'ended' ? t('endedAt', { time: end }) : t('forecastEnd', { time: end })}
          className="min-w-24"
        >
          <span className={cx(over !== null && overUnder(over) === 'over' && 'text-warn')}>
            {over === null ? t('noPlan') : overUnderText(over, t)}
          </span>
        </Figure>
      )}
    </>
  );
}
