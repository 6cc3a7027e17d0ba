/** Keeps the machine and its display awake while a run is live (DESIGN §11). */
import type { PowerSaveBlocker } from 'electron';
import type { AppState } from '#shared/contract/desk.ts';
import type { Run } from '#shared/domain/show/show.schema.ts';

export interface RunWatch {
  watch(signal: AbortSignal): Promise<AsyncIterable<AppState>>;
  runs(): Promise<readonly Pick<Run, 'state'>[]>;
}

export type Blocker = Pick<PowerSaveBlocker, 'start' | 'stop'>;

/** Ends when `signal` is aborted or the desk's watch ends; then the machine may sleep again. Rejects with the watch. */
export async function keepAwakeWhileLive(
  desk: RunWatch,
  blocker: Blocker,
  signal: AbortSignal,
): Promise<void> {
  let held: number | null = null;
  const hold = (live: boolean) => {
    if (live && held === null) held = blocker.start('prevent-display-sleep');
    if (!live && held !== null) {
      blocker.stop(held);
      held = null;
    }
  };
  try {
    let seen: number | undefined;
    let first = true;
    for await (const { revisions } of await desk.watch(signal)) {
      const revision = revisions['run'];
      if (!first && revision === seen) continue;
      first = false;
      seen = revision;
      hold((await desk.runs()).some((run) => run.state === 'live'));
    }
  } finally {
    hold(false);
  }
}
