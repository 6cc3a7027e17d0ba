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

/** A row's timing cut to what its words can show: equal from tick to tick unless the words change. */
export interface RowTicks {
  readonly plannedStartMin: number | null;
  readonly forecastStartMin: number | null;
  readonly actualSec: number;
  readonly overSec: number | null;
  readonly lateSec: number | null;
  readonly waitSec: number;
}

const toMinute = (ms: number | null) => (ms === null ? null : Math.floor(ms / MINUTE_MS));
const MINUTE_MS = 60_000;

export function rowTicks(time: SlotTiming | undefined): RowTicks {
  const over = time?.overSec ?? null;
  return {
    plannedStartMin: toMinute(time?.plannedStartMs ?? null),
    forecastStartMin: toMinute(time?.forecastStartMs ?? null),
    actualSec: Math.floor(time?.actualSec ?? 0),
    overSec: over === null ? null : Math.trunc(over),
    // Shown by the minute: a second more must not draw the row again.
    lateSec: wholeMinutes(time?.lateSec ?? null),
    waitSec: wholeMinutes(time?.waitSec ?? 0),
  };
}

function wholeMinutes<N extends number | null>(sec: N): N {
  return (sec === null ? null : Math.floor(sec / 60) * 60) as N;
}

const ON_TIME_SEC = 5;
const clock = (minute: number) => formatClock(minute * MINUTE_MS);

export function rowTime(slot: Slot, ticks: RowTicks, onAir: boolean, t: Say<'live'>): RowTime {
  const { plannedStartMin, forecastStartMin, actualSec, overSec } = ticks;
  const planned = formatDuration(slot.plannedSec);
  const base = {
    timeWas: null,
    timeTone: 'plain',
    timeTitle: plannedStartMin === null ? '' : t('plannedStart', { time: clock(plannedStartMin) }),
  } as const;
  if (slot.state === 'skipped')
    return { ...base, timeTop: '—', timeBottom: t('stateSkipped'), timeTitle: '' };
  if (onAir || slot.state === 'done') {
    const plain = { ...base, timeTop: formatDuration(actualSec) };
    if (overSec === null) return { ...plain, timeBottom: t('planned', { time: planned }) };
    if (Math.abs(overSec) < ON_TIME_SEC && !onAir) return { ...plain, timeBottom: t('onTime') };
    const side = overSec > 0 ? 'over' : 'under';
    return { ...plain, timeBottom: t(side, { time: formatDuration(Math.abs(overSec)) }), timeTone: side };
  }
  if (forecastStartMin === null) return { ...base, timeTop: '—', timeBottom: planned };
  return {
    ...base,
    timeTop: clock(forecastStartMin),
    timeWas: plannedStartMin !== null && plannedStartMin !== forecastStartMin ? clock(plannedStartMin) : null,
    timeBottom: planned,
    timeTitle: [base.timeTitle, t('forecastStart', { time: clock(forecastStartMin) })]
      .filter(Boolean)
      .join(' · '),
  };
}
