import type { Run, Show } from '#shared/domain/show/show.schema.ts';

export interface ShowWithRuns {
  readonly show: Show;
  readonly runs: readonly Run[];
  /** Has changes that the hub has not confirmed. */
  readonly pending: boolean;
}

function newest<T extends { readonly createdAt: string; readonly id: string }>(
  items: readonly T[],
): T | null {
  return items.reduce<T | null>(
    (best, item) =>
      best === null || `${item.createdAt}/${item.id}` > `${best.createdAt}/${best.id}` ? item : best,
    null,
  );
}

/** The preferred show while it exists, else the newest. */
export function chooseShow(shows: readonly ShowWithRuns[], preferredId: string | null): ShowWithRuns | null {
  const preferred = shows.find(({ show }) => show.id === preferredId);
  if (preferred) return preferred;
  const latest = newest(shows.map(({ show }) => show));
  return shows.find(({ show }) => show.id === latest?.id) ?? null;
}

/** The run that is on, else the newest that has not ended, else the newest. */
export function chooseRun(runs: readonly Run[]): Run | null {
  return (
    runs.find((run) => run.state === 'live') ??
    newest(runs.filter((run) => run.state !== 'ended')) ??
    newest(runs)
  );
}
