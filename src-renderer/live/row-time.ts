/** The two lines at the end of a row: when or how long, and plan or over/under in words. Pure. */
import type { SlotTiming } from '#shared/domain/rundown/rundown.timing.ts';
import type { Slot } from '#shared/domain/rundown/slot.schema.ts';
import type { Say } from '../app/i18n.ts';
import { formatClock, formatDuration } from '../ui/format.ts';

export interface RowTime {
  /** Forecast start, or time on air. */
  readonly timeTop: string;
  /** The planned start, struck, where the forecast has left it. */
  readonly timeWas: string | null;
  readonly timeBottom: string;
  readonly timeTone: 'plain' | 'over' | 'under';
  readonly timeTitle: string;
}

/** Below a minute a forecast has not left its plan. */
const DRIFT_MS = 60_000;
const ON_TIME_SEC = 5;

export function rowTime(slot: Slot, time: SlotTiming | undefined, onAir: boolean, t: Say<'live'>): RowTime {
  const planned = formatDuration(slot.plannedSec);
  const plannedStart = time?.plannedStartMs ?? null;
  const forecast = time?.forecastStartMs ?? null;
  const base = {
    timeWas: null,
    timeTone: 'plain',
    timeTitle: plannedStart === null ? '' : t('plannedStart', { time: formatClock(plannedStart) }),
  } as const;
  if (!time || slot.state === 'skipped')
    return { ...base, timeTop: '—', timeBottom: t('stateSkipped'), timeTitle: '' };
  if (onAir || slot.state === 'done') {
    const over = time.overSec;
    const plain = { ...base, timeTop: formatDuration(time.actualSec) };
    if (over === null) return { ...plain, timeBottom: t('planned', { time: planned }) };
    if (Math.abs(over) < ON_TIME_SEC && !onAir) return { ...plain, timeBottom: t('onTime') };
    const side = over > 0 ? 'over' : 'under';
    return { ...plain, timeBottom: t(side, { time: formatDuration(Math.abs(over)) }), timeTone: side };
  }
  const left = plannedStart !== null && forecast !== null && Math.abs(forecast - plannedStart) >= DRIFT_MS;
  return {
    ...base,
    timeTop: forecast === null ? '—' : formatClock(forecast),
    timeWas: left && plannedStart !== null ? formatClock(plannedStart) : null,
    timeBottom: planned,
    timeTitle: [base.timeTitle, forecast === null ? '' : t('forecastStart', { time: formatClock(forecast) })]
      .filter(Boolean)
      .join(' · '),
  };
}
