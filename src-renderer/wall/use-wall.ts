import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import {
  aovFen,
  conversionBp,
  type Pace,
  type Pacing,
  paceOf,
  pacingOf,
} from '#shared/domain/figures/figures.ts';
import { useTiming } from '../app/use-rundown.ts';
import { useSync } from '../client/app-state.ts';
import { useLive } from '../client/live.ts';
import { useNowMs } from '../client/now.ts';

export interface WallFigures {
  readonly aovFen: number | null;
  readonly conversionBp: number | null;
  readonly pace: Pace;
  readonly pacing: Pacing | null;
}

/** What follows from the show's counters as of this second, by the hub's clock. */
export function useWallFigures(rundown: Rundown): WallFigures {
  const totals = useLive((live) => live.totals);
  const audience = useLive((live) => live.audience);
  const minutes = useLive((live) => live.minutes);
  const nowMs = useNowMs() + (useSync((sync) => sync.skewMs) ?? 0);
  const timing = useTiming(rundown);
  const { show, run } = rundown;
  const startedMs = run.startedAt === null ? null : Date.parse(run.startedAt);
  const startMs = startedMs ?? timing.rows[0]?.plannedStartMs ?? null;
  const plannedEnd = show.plannedEndAt === null ? null : Date.parse(show.plannedEndAt);
  const endMs = plannedEnd ?? timing.plannedEndMs;
  const atMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt);
  return useMemo(() => {
    const pace = paceOf(minutes, atMs, startedMs);
    const { targetFen } = show;
    const plan = targetFen && startMs !== null && endMs !== null ? { startMs, endMs, targetFen } : null;
    return {
      aovFen: aovFen(totals),
      conversionBp: conversionBp(totals, audience),
      pace,
      pacing: pacingOf(plan, totals.netFen, pace, atMs),
    };
  }, [totals, audience, minutes, atMs, show, startedMs, startMs, endMs]);
}
