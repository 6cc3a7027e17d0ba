/** How the platforms are that watched shows act on: asked every few seconds, and at once when an act went wrong. */
import type { NextRepush, PlatformStatus } from '#shared/domain/platform/act.schema.ts';
import type { RunKind } from '#shared/domain/show/show.schema.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { FactTarget } from '#shared/sync/document-store.ts';
import type { Platform } from '../connectors/connector.ts';
import { askHealth } from './act-platform.ts';
import type { AskingPorts } from './asking.ts';

export const LOOK_GAP_MS = 5000;

export interface PlatformWatchPorts extends AskingPorts {
  readonly clock: Clock;
  readonly platformFor: (runKind: RunKind) => Promise<Platform>;
  /** What somebody watches now. */
  readonly targets: () => readonly FactTarget[];
  readonly repushes: (target: FactTarget) => NextRepush[];
  readonly changed: (target: FactTarget) => void;
}

export interface PlatformWatch {
  status(target: FactTarget): PlatformStatus;
  /** Asks at once. */
  look(target: FactTarget): void;
  stop(): void;
}

type Health = Omit<PlatformStatus, 'repushes'>;
const unasked: Health = { name: '', health: 'unknown', reason: null, since: null };

export function platformWatch(ports: PlatformWatchPorts): PlatformWatch {
  const { clock, timers, log, platformFor, targets, changed } = ports;
  const known = new Map<string, Health>();
  const asking = new Set<string>();
  let stopped = false;
  let callOff = timers.after(LOOK_GAP_MS, tick);

  function tick(): void {
    callOff = timers.after(LOOK_GAP_MS, tick);
    const watched = targets();
    const names = new Set(watched.map(nameOf));
    for (const name of known.keys()) if (!names.has(name)) known.delete(name);
    for (const target of watched) look(target);
  }

  function look(target: FactTarget): void {
    const name = nameOf(target);
    if (stopped || asking.has(name)) return;
    asking.add(name);
    ask(target)
      .catch((error: unknown) => log.error({ err: error }, 'asking how a platform is failed'))
      .finally(() => asking.delete(name));
  }

  async function ask(target: FactTarget): Promise<void> {
    const platform = await platformFor(target.runKind);
    const { state, reason } = await askHealth({ timers, log }, platform, target.showId);
    const before = known.get(nameOf(target)) ?? unasked;
    if (stopped) return;
    if (before.name === platform.name && before.health === state && before.reason === reason) return;
    known.set(nameOf(target), { name: platform.name, health: state, reason, since: isoNow(clock) });
    changed(target);
  }

  return {
    status: (target) => ({ ...(known.get(nameOf(target)) ?? unasked), repushes: ports.repushes(target) }),
    look,
    stop() {
      stopped = true;
      callOff();
    },
  };
}

function nameOf({ showId, runKind }: FactTarget): string {
  return `${runKind}/${showId}`;
}
