/**
 * Plan, actual and forecast of a run. Pure: the caller brings the time. Sums are seconds, points in time milliseconds
 * since 1970. Over and under follow Ontime's lesson (facts/field.md §6): a show that starts days away from its plan is
 * measured from its real start, not from a plan that no longer means anything.
 */
import type { Run } from '../show/show.schema.ts';
import { inOrder } from './rundown.order.ts';
import { DANGER_SEC, type Slot, WARN_SEC } from './slot.schema.ts';

export interface TimingInput {
  readonly run: Pick<
    Run,
    'kind' | 'state' | 'startedAt' | 'endedAt' | 'onAirSlotId' | 'onAirSince' | 'armedSlotId'
  >;
  readonly slots: readonly Slot[];
  readonly startsAt: string | null;
  readonly plannedEndAt: string | null;
  readonly nowMs: number;
}

export interface SlotTiming {
  readonly slotId: string;
  /** Null while nobody knows when the show starts, and for skipped slots. */
  readonly plannedStartMs: number | null;
  readonly plannedSec: number;
  /** Seconds on air so far, the current stretch included. */
  readonly actualSec: number;
  /** First time on air for what was taken; forecast for what still waits; null for the skipped. */
  readonly forecastStartMs: number | null;
  /** Above zero is over, below is under. Null while it is not over or done, and where no time was planned. */
  readonly overSec: number | null;
  /** Seconds that a fixed start will be missed by; null where there is none to miss. */
  readonly lateSec: number | null;
  /** Seconds of waiting before a fixed start that comes after the end of what is before; 0 otherwise. */
  readonly waitSec: number;
}

/** How close the slot on air is to its planned end. */
export type TimePhase = 'plan' | 'warning' | 'danger' | 'over';

export interface RundownTiming {
  /** In rundown order. */
  readonly rows: readonly SlotTiming[];
  readonly plannedTotalSec: number;
  /** What is left of the slot on air, plus what waits. */
  readonly remainingSec: number;
  /** When the show will end at this rate; when it did, once it has. */
  readonly forecastEndMs: number;
  readonly plannedEndMs: number | null;
  /** Forecast end against planned end: above zero is over. Null while no end is planned. */
  readonly overSec: number | null;
  readonly onAir: {
    readonly elapsedSec: number;
    readonly leftSec: number;
    readonly phase: TimePhase;
  } | null;
}

/** A start further from its plan than this makes the plan's clock times meaningless. */
const PLAN_HOLDS_MS = 6 * 3600 * 1000;

export function rundownTiming(input: TimingInput): RundownTiming {
  const { run, nowMs } = input;
  const slots = inOrder(input.slots);
  const running = run.state === 'live';
  const stretchSec =
    running && run.onAirSince !== null ? Math.max(0, (nowMs - Date.parse(run.onAirSince)) / 1000) : 0;
  const airedSec = (slot: Slot) => slot.airedSec + (slot.id === run.onAirSlotId ? stretchSec : 0);
  const leftSec = (slot: Slot) => Math.max(0, slot.plannedSec - airedSec(slot));

  const onAirSlot = slots.find((slot) => slot.id === run.onAirSlotId) ?? null;
  const queue = run.state === 'ended' ? [] : upcoming(slots, onAirSlot, run.armedSlotId);
  const startMs = plannedStart(input);
  const fromMs = run.state === 'planned' ? Math.max(nowMs, futureStart(input) ?? nowMs) : nowMs;

  const fixedMs = (slot: Slot) => fixedStart(input, slot);

  const forecast = new Map<string, { startMs: number; waitSec: number }>();
  let remainingSec = onAirSlot ? leftSec(onAirSlot) : 0;
  let freeMs = fromMs + remainingSec * 1000;
  for (const slot of queue) {
    const startMs = Math.max(freeMs, fixedMs(slot) ?? freeMs);
    forecast.set(slot.id, { startMs, waitSec: (startMs - freeMs) / 1000 });
    remainingSec += leftSec(slot);
    freeMs = startMs + leftSec(slot) * 1000;
  }

  let plannedTotalSec = 0;
  let linkedMs = startMs;
  const rows = slots.map((slot): SlotTiming => {
    const skipped = slot.state === 'skipped';
    const actualSec = airedSec(slot);
    const fixed = fixedMs(slot);
    const plannedStartMs = skipped || linkedMs === null ? null : (fixed ?? linkedMs);
    const ahead = forecast.get(slot.id);
    const row: SlotTiming = {
      slotId: slot.id,
      plannedStartMs,
      plannedSec: slot.plannedSec,
      actualSec,
      forecastStartMs: ahead?.startMs ?? (skipped || slot.takenAt === null ? null : Date.parse(slot.takenAt)),
      overSec: overOf(slot, actualSec, slot.id === onAirSlot?.id),
      lateSec: ahead && fixed !== null ? Math.max(0, (ahead.startMs - fixed) / 1000) : null,
      waitSec: ahead?.waitSec ?? 0,
    };
    if (!skipped) plannedTotalSec += slot.plannedSec;
    if (plannedStartMs !== null) linkedMs = plannedStartMs + slot.plannedSec * 1000;
    return row;
  });

  const endedMs = run.endedAt === null ? null : Date.parse(run.endedAt);
  const forecastEndMs = endedMs ?? freeMs;
  const plannedEndMs = plannedEnd(input, startMs, linkedMs);
  return {
    rows,
    plannedTotalSec,
    remainingSec,
    forecastEndMs,
    plannedEndMs,
    overSec: plannedEndMs === null ? null : (forecastEndMs - plannedEndMs) / 1000,
    onAir:
      onAirSlot && running
        ? {
            elapsedSec: airedSec(onAirSlot),
            leftSec: leftSec(onAirSlot),
            phase: phaseOf(onAirSlot, airedSec(onAirSlot)),
          }
        : null,
  };
}

/** What repeated "take next" would take: the armed slot, then what waits behind it, then what waits before. */
function upcoming(slots: readonly Slot[], onAir: Slot | null, armedId: string | null): Slot[] {
  const armed = slots.find((slot) => slot.id === armedId && slot.id !== onAir?.id) ?? null;
  const fromAt = slots.findIndex((slot) => slot.id === (armed ?? onAir)?.id);
  const waits = (slot: Slot) => slot.state === 'waiting' && slot.id !== armed?.id && slot.id !== onAir?.id;
  const behind = slots.slice(fromAt + 1).filter(waits);
  const before = slots.slice(0, Math.max(0, fromAt)).filter(waits);
  return armed ? [armed, ...behind, ...before] : [...behind, ...before];
}

function overOf(slot: Slot, actualSec: number, onAir: boolean): number | null {
  if (slot.plannedSec === 0) return null;
  const over = actualSec - slot.plannedSec;
  if (onAir) return over > 0 ? over : null;
  return slot.state === 'done' ? over : null;
}

/** Whether the show runs at its planned time, so that planned clock times mean something. */
function keepsPlan({ run, startsAt }: TimingInput): boolean {
  if (startsAt === null || run.kind === 'rehearsal') return false;
  return (
    run.startedAt === null || Math.abs(Date.parse(run.startedAt) - Date.parse(startsAt)) <= PLAN_HOLDS_MS
  );
}

const DAY_MS = 24 * 3600 * 1000;

/** A fixed start means something while it lies in this very run; one of another day is as good as linked. */
function fixedStart({ run, startsAt, nowMs }: TimingInput, slot: Slot): number | null {
  if (slot.fixedStartAt === null || run.kind === 'rehearsal') return null;
  const fixedMs = Date.parse(slot.fixedStartAt);
  const begins = run.startedAt ?? startsAt;
  const sinceMs = fixedMs - (begins === null ? nowMs : Date.parse(begins));
  return sinceMs >= -PLAN_HOLDS_MS && sinceMs <= DAY_MS ? fixedMs : null;
}

function plannedStart(input: TimingInput): number | null {
  const at = keepsPlan(input) ? input.startsAt : input.run.startedAt;
  return at === null ? null : Date.parse(at);
}

function futureStart(input: TimingInput): number | null {
  return input.run.kind === 'rehearsal' || input.startsAt === null ? null : Date.parse(input.startsAt);
}

/** Without a planned length there is nothing to be close to. */
function phaseOf(slot: Slot, airedSec: number): TimePhase {
  if (slot.plannedSec === 0) return 'plan';
  const left = slot.plannedSec - airedSec;
  if (left < 0) return 'over';
  if (left <= (slot.dangerSec ?? DANGER_SEC)) return 'danger';
  return left <= (slot.warnSec ?? WARN_SEC) ? 'warning' : 'plan';
}

/** `lastMs`: where the plan's last slot ends. */
function plannedEnd(input: TimingInput, startMs: number | null, lastMs: number | null): number | null {
  const { startsAt, plannedEndAt } = input;
  if (keepsPlan(input) && plannedEndAt !== null) return Date.parse(plannedEndAt);
  if (startMs === null) return null;
  // Away from its plan a show keeps the length it was planned for.
  if (startsAt !== null && plannedEndAt !== null)
    return startMs + Math.max(0, Date.parse(plannedEndAt) - Date.parse(startsAt));
  return lastMs;
}
