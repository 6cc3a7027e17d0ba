import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Rundown } from '#shared/contract/desk.ts';
import { type RundownTiming, rundownTiming } from '#shared/domain/rundown/rundown.timing.ts';
import { useNowMs } from '../client/now.ts';
import { rundownQuery } from '../live/show-at-once.ts';

export function useRundown(runId: string | null): Rundown | null {
  return useQuery(rundownQuery(runId)).data ?? null;
}

/** Timing of a rundown as of this second. */
export function useTiming(rundown: Rundown): RundownTiming {
  const nowMs = useNowMs();
  return useMemo(() => timingOf(rundown, nowMs), [rundown, nowMs]);
}

export function timingOf({ run, slots, show }: Rundown, nowMs: number): RundownTiming {
  return rundownTiming({ run, slots, startsAt: show.startsAt, plannedEndAt: show.plannedEndAt, nowMs });
}
