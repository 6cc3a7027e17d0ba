/** Who is here: the consoles with a connection. A console whose socket is replaced by a newer one stays where it was. */
import type { PresentConsole } from '#shared/contract/hub.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { KnownDevice } from '../store/hub-store.ts';

export interface Presence {
  came(socketId: string, device: KnownDevice): void;
  left(socketId: string): void;
  list(): PresentConsole[];
  close(): void;
}

/** After a hub's restart a whole team comes back at once: one word for all of them. */
const TELL_AFTER_MS = 100;

export function createPresence(clock: Clock, tell: (consoles: PresentConsole[]) => void): Presence {
  const sockets = new Map<string, string>();
  const consoles = new Map<string, PresentConsole>();
  let timer: NodeJS.Timeout | null = null;
  const list = () => [...consoles.values()];
  const tellSoon = () => {
    timer ??= setTimeout(() => {
      timer = null;
      tell(list());
    }, TELL_AFTER_MS);
  };
  return {
    came(socketId, { personId, personName, role, deviceId, deviceName }) {
      const key = JSON.stringify([personId, deviceId]);
      sockets.set(socketId, key);
      const since = consoles.get(key)?.since ?? isoNow(clock);
      consoles.set(key, { personId, personName, role, deviceId, deviceName, since });
      tellSoon();
    },
    left(socketId) {
      const key = sockets.get(socketId);
      sockets.delete(socketId);
      if (key === undefined || [...sockets.values()].includes(key)) return;
      consoles.delete(key);
      tellSoon();
    },
    list,
    close() {
      if (timer) clearTimeout(timer);
    },
  };
}
