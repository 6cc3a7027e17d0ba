/** What the panel needs to know of drops, put together from plans and statuses. Pure. */

import { type Drop, moneyAtRiskFen } from '#shared/domain/drop/drop.schema.ts';
import type { DropState } from '#shared/domain/drop/drop.states.ts';
import type { TimedDropStatus } from '../client/live-state.ts';

export interface DropView {
  readonly drop: Drop;
  readonly state: DropState;
  readonly revision: number;
  readonly status: TimedDropStatus | null;
  /** Alt+1…9; null beyond nine. Fixed by the order of planning, so that a pad never fires another drop. */
  readonly pad: number | null;
  readonly pending: boolean;
  readonly granted: number;
  readonly refused: number;
  readonly riskFen: number;
  readonly costFen: number;
}

/** Drops in the order to show: those that may still act first, what is over behind. */
export function dropViews(
  drops: readonly Drop[],
  statuses: ReadonlyMap<string, TimedDropStatus>,
  pendingIds: ReadonlySet<string>,
): DropView[] {
  const planned = [...drops].sort((a, b) => (`${a.createdAt}/${a.id}` < `${b.createdAt}/${b.id}` ? -1 : 1));
  const views = planned.map((drop, at): DropView => {
    const status = statuses.get(drop.id) ?? null;
    const granted = status?.granted ?? 0;
    return {
      drop,
      status,
      state: status?.state ?? 'planned',
      revision: status?.revision ?? 0,
      pad: at < 9 ? at + 1 : null,
      pending: pendingIds.has(drop.id),
      granted,
      riskFen: moneyAtRiskFen(drop),
      refused: status?.refused ?? 0,
      costFen: status?.grantedFen ?? 0,
    };
  });
  return [
    ...views.filter((view) => view.state !== 'closed'),
    ...views.filter((view) => view.state === 'closed'),
  ];
}

/** Milliseconds left of an open drop: what the hub said, less what has passed here since by the monotonic clock. */
export function leftMs(status: TimedDropStatus, nowMonotonicMs: number): number | null {
  return status.leftMs === null ? null : Math.max(0, status.leftMs - (nowMonotonicMs - status.receivedMs));
}

/** The same of a countdown. */
export function opensInMs(status: TimedDropStatus, nowMonotonicMs: number): number | null {
  return status.opensInMs === null
    ? null
    : Math.max(0, status.opensInMs - (nowMonotonicMs - status.receivedMs));
}
