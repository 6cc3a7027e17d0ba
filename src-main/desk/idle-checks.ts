/** Looks through the console's files when nobody needs it: some minutes after the start, then once a day. */
import type { Timers } from '#shared/sync/timers.ts';
import { DamagedDatabaseError } from '../cache/damage.ts';
import type { DeskPorts } from './ports.ts';

export interface IdleChecksOptions {
  readonly timers: Timers;
  readonly check: DeskPorts['checkFile'];
  /** Files that are open now. */
  readonly files: () => readonly string[];
  readonly onDamage: (file: string, error: DamagedDatabaseError) => void;
  readonly onError: (error: unknown) => void;
}

export interface IdleChecks {
  /** Resolves once nothing of it has any file open. */
  pause(): Promise<void>;
  close(): void;
}

const FIRST_MS = 5 * 60_000;
const NEXT_MS = 24 * 3_600_000;

export function idleChecks(options: IdleChecksOptions): IdleChecks {
  const { timers, check } = options;
  let running: { readonly abort: AbortController; readonly done: Promise<void> } | null = null;
  let callOff = timers.after(FIRST_MS, start);

  function start(): void {
    const abort = new AbortController();
    running = { abort, done: checkAll(abort.signal) };
    callOff = timers.after(NEXT_MS, start);
  }

  async function checkAll(signal: AbortSignal): Promise<void> {
    // One after another: a disk that also serves a show is not to be kept busy.
    for (const file of options.files()) {
      try {
        const faults = await check(file, signal);
        if (faults.length > 0 && !signal.aborted)
          options.onDamage(file, new DamagedDatabaseError(faults.join('; ')));
      } catch (error) {
        if (signal.aborted) return;
        options.onError(error);
      }
    }
  }

  return {
    async pause() {
      running?.abort.abort();
      await running?.done;
    },
    close() {
      callOff();
      running?.abort.abort();
    },
  };
}
