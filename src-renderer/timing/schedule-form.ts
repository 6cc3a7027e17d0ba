/** Between what a person types of a slot's times and what the desk is told. Pure. */
import type { z } from 'zod';
import { DANGER_SEC, type Slot, type slotPlanSchema, WARN_SEC } from '#shared/domain/rundown/slot.schema.ts';
import { formatClock, formatDuration, parseMinutes } from '../ui/format.ts';

export interface ScheduleForm {
  planned: string;
  start: string;
  warn: string;
  danger: string;
}
export type SlotPlan = z.input<typeof slotPlanSchema>;

const secOf = (value: number | null) => (value === null ? '' : String(value));

export function scheduleFormOf(slot: Slot): ScheduleForm {
  return {
    planned: formatDuration(slot.plannedSec),
    start: slot.fixedStartAt === null ? '' : formatClock(Date.parse(slot.fixedStartAt)),
    warn: secOf(slot.warnSec),
    danger: secOf(slot.dangerSec),
  };
}

const MOST_SEC = 3600;
const seconds = (text: string): number | null | undefined => {
  if (text.trim() === '') return null;
  const clean = text.trim().normalize('NFKC');
  return /^\d{1,4}$/.test(clean) && Number(clean) <= MOST_SEC ? Number(clean) : undefined;
};

/**
 * `20:30` → that time of day nearest to `aroundMs`, so that a show over midnight gets the right day; '' → null;
 * undefined where it is no time.
 */
export function fixedStart(text: string, aroundMs: number): string | null | undefined {
  const clean = text.trim().normalize('NFKC');
  if (clean === '') return null;
  const parts = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(clean);
  if (!parts) return undefined;
  const around = new Date(aroundMs);
  const days = [-1, 0, 1].map((day) =>
    new Date(
      around.getFullYear(),
      around.getMonth(),
      around.getDate() + day,
      Number(parts[1]),
      Number(parts[2]),
    ).getTime(),
  );
  const nearest = days.reduce((best, each) =>
    Math.abs(each - aroundMs) < Math.abs(best - aroundMs) ? each : best,
  );
  return new Date(nearest).toISOString();
}

export type ScheduleError = 'plannedBad' | 'startBad' | 'secBad' | 'orderBad';

export function scheduleErrors(
  form: ScheduleForm,
  aroundMs: number,
): Partial<Record<keyof ScheduleForm, ScheduleError>> {
  const errors: Partial<Record<keyof ScheduleForm, ScheduleError>> = {};
  const [warn, danger] = [seconds(form.warn), seconds(form.danger)];
  if (parseMinutes(form.planned) === null) errors.planned = 'plannedBad';
  if (fixedStart(form.start, aroundMs) === undefined) errors.start = 'startBad';
  if (warn === undefined) errors.warn = 'secBad';
  if (danger === undefined) errors.danger = 'secBad';
  else if (warn !== undefined && (danger ?? DANGER_SEC) > (warn ?? WARN_SEC)) errors.danger = 'orderBad';
  return errors;
}

/** Null while something in the form is not readable. */
export function planOfSchedule(form: ScheduleForm, aroundMs: number): SlotPlan | null {
  if (Object.keys(scheduleErrors(form, aroundMs)).length > 0) return null;
  return {
    plannedSec: parseMinutes(form.planned) ?? 0,
    fixedStartAt: fixedStart(form.start, aroundMs) ?? null,
    warnSec: seconds(form.warn) ?? null,
    dangerSec: seconds(form.danger) ?? null,
  };
}
