/**
 * The console's lock. It is the desk that keeps it and refuses acts, so that neither a reload nor another window is a way
 * around it; what is under way (sync, a running show, the host view) goes on. It locks all windows of a console, since
 * whoever can reach one can open another, and it outlives a restart.
 */
import type { LockState } from '#shared/contract/acts.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';

export interface ConsoleLockPorts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly load: () => string | null;
  readonly save: (since: string | null) => void;
  /** Seconds without a touch; 0 = never. Asked anew each time. */
  readonly idleSec: () => number;
  /** Whether somebody could unlock it again: a console must not lock itself for good. */
  readonly canUnlock: () => Promise<boolean>;
  readonly onChange: () => void;
}

export interface ConsoleLock {
  state(): LockState;
  touched(): void;
  /** Locks at once; false where nobody could unlock it. */
  lockNow(): Promise<boolean>;
  unlock(): void;
  /** The time after which it locks is another one now. */
  settingChanged(): void;
  close(): void;
}

/** As of a desk that has none, such as one whose data could not be opened. */
export const noLock: ConsoleLock = {
  state: () => ({ locked: false, since: null }),
  touched: () => undefined,
  lockNow: async () => false,
  unlock: () => undefined,
  settingChanged: () => undefined,
  close: () => undefined,
};

export function consoleLock(ports: ConsoleLockPorts): ConsoleLock {
  const { clock, timers } = ports;
  let since = ports.load();
  let touchedMs = clock.monotonicMs();
  let callOff = () => {};
  let closed = false;

  function set(next: string | null): void {
    if (since === next) return;
    since = next;
    ports.save(next);
    ports.onChange();
  }

  async function lockNow(): Promise<boolean> {
    if (since !== null) return true;
    if (!(await ports.canUnlock())) return false;
    if (!closed) set(isoNow(clock));
    return true;
  }

  /** Looks again when the time could be up; a touch meanwhile moves that, without a timer anew for each. */
  function watch(): void {
    callOff();
    const idleMs = ports.idleSec() * 1000;
    if (closed || idleMs === 0 || since !== null) return;
    const leftMs = idleMs - (clock.monotonicMs() - touchedMs);
    if (leftMs > 0) {
      callOff = timers.after(leftMs, watch);
      return;
    }
    void lockNow()
      .catch(() => false)
      .then((locked) => {
        // Without a PIN it stays open; by then there may be one.
        if (!locked && !closed) callOff = timers.after(idleMs, watch);
      });
  }
  watch();

  return {
    state: () => ({ locked: since !== null, since }),
    touched() {
      touchedMs = clock.monotonicMs();
    },
    lockNow,
    unlock() {
      touchedMs = clock.monotonicMs();
      set(null);
      watch();
    },
    settingChanged() {
      touchedMs = clock.monotonicMs();
      watch();
    },
    close() {
      closed = true;
      callOff();
    },
  };
}

/** What a locked console still answers: what is looked at, and the way out. Everything else is an act. */
const looks = new Set([
  'get',
  'list',
  'watch',
  'info',
  'state',
  'conflicts',
  'waiting',
  'stock',
  'preview',
  'plan',
]);
const open = new Set(['lock.release', 'lock.renew', 'lock.touch', 'pin.state', 'audit.people']);
/** Looks that change something, or that nobody needs behind a lock. */
const acts = new Set(['drop.plan', 'rundown.plan', 'sequence.plan', 'batch.plan']);

export function mayWhileLocked(path: readonly string[]): boolean {
  const name = path.join('.');
  if (open.has(name)) return true;
  return !acts.has(name) && looks.has(path.at(-1) ?? '');
}
