/** Who is here: the consoles with a connection. A console whose line is replaced by a newer one stays where it was. */
import type { PresentConsole } from '#shared/contract/team.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { KnownDevice } from '../store/hub-store.ts';

export interface Presence {
  /** `line` stands for the connection, whatever it is. */
  came(line: object, device: KnownDevice): void;
  left(line: object): void;
  list(): PresentConsole[];
  /** How long a person has had no connection; 0 = is here. Nobody was seen before this hub began to look. */
  absentMs(personId: string): number;
  close(): void;
}

/** After a hub's restart a whole team comes back at once: one word for all of them. */
const TELL_AFTER_MS = 100;

export function createPresence(
  clock: Clock,
  timers: Timers,
  tell: (consoles: PresentConsole[]) => void,
): Presence {
  const lines = new Map<object, string>();
  const consoles = new Map<string, PresentConsole>();
  const leftAt = new Map<string, number>();
  const startedAt = clock.monotonicMs();
  let callOff: (() => void) | null = null;
  const list = () => [...consoles.values()];
  const tellSoon = () => {
    callOff ??= timers.after(TELL_AFTER_MS, () => {
      callOff = null;
      tell(list());
    });
  };
  return {
    came(line, { personId, personName, role, deviceId, deviceName }) {
      const key = JSON.stringify([personId, deviceId]);
      lines.set(line, key);
      const since = consoles.get(key)?.since ?? isoNow(clock);
      consoles.set(key, { personId, personName, role, deviceId, deviceName, since });
      tellSoon();
    },
    left(line) {
      const key = lines.get(line);
      lines.delete(line);
      if (key === undefined || [...lines.values()].includes(key)) return;
      const gone = consoles.get(key);
      if (gone) leftAt.set(gone.personId, clock.monotonicMs());
      consoles.delete(key);
      tellSoon();
    },
    list,
    absentMs(personId) {
      if (list().some((one) => one.personId === personId)) return 0;
      return clock.monotonicMs() - (leftAt.get(personId) ?? startedAt);
    },
    close() {
      callOff?.();
    },
  };
}
