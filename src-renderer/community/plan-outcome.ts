/** The dry run's rows by what would become of them. */
import type { BatchPlan } from '#shared/contract/batch.ts';
import type { DeliveryReason } from '#shared/domain/batch/batch.schema.ts';

export type PlannedRow = BatchPlan['deliveries'][number];
export type PlanOutcome = 'robot' | 'hand' | 'skipped' | 'blocked';

export function planOutcomes(
  rows: readonly PlannedRow[],
): Record<PlanOutcome | 'all', readonly PlannedRow[]> {
  return {
    all: rows,
    robot: rows.filter(({ state }) => state === 'queued'),
    hand: rows.filter(({ state }) => state === 'by-hand'),
    skipped: rows.filter(({ state }) => state === 'skipped'),
    blocked: rows.filter(({ unfilled }) => unfilled.length > 0),
  };
}

/** Why groups are left out, with how many each; the most first. */
export function reasonsOf(rows: readonly PlannedRow[]): { reason: DeliveryReason; groups: number }[] {
  const counts = new Map<DeliveryReason, number>();
  for (const { reason } of rows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, groups]) => ({ reason, groups })).sort((a, b) => b.groups - a.groups);
}
