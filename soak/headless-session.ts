/** A console's session with one hub, as every host opens it, without the screens and the other hubs of a whole console. */
import { createRouterClient } from '@orpc/server';
import type { ConsoleRepo } from '#main/cache/console.repo.ts';
import { aesSealer } from '#main/cache/sealer.ts';
import { type OpenSession, openSession, type SessionWorld } from '#main/desk/open-session.ts';
import type { SecretStore } from '#main/desk/ports.ts';
import { type Clock, systemClock } from '#shared/sync/clock.ts';
import { type Ids, uuidIds } from '#shared/sync/ids.ts';

export interface HeadlessOptions {
  /** Holds the session's cache at `sessions/team.db`. */
  readonly folder: string;
  readonly deviceId: string;
  readonly token: string;
  readonly url: string;
  /** What it logs as an error. */
  readonly onComplaint: (message: string, error: unknown) => void;
  /** Documents of these kinds have changed. */
  readonly onRevised?: (kinds: Iterable<string>) => void;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly world?: SessionWorld;
}

export const SESSION_FILE = 'sessions/team.db';

/** Opens it at once; what it opens is closed by `close`. */
export function headlessSession(options: HeadlessOptions): OpenSession {
  const { folder, deviceId, token, url, onComplaint, clock = systemClock, ids = uuidIds, world } = options;
  const { onRevised = () => undefined } = options;
  return openSession({
    ports: {
      ...{ host: 'web', version: '0.0.0', dataDir: folder, resourcesDir: folder, rendererDir: folder },
      ...{ demo: false, remoteHub: null, clock, ids, secrets: memorySecrets() },
      log: { info: () => undefined, error: onComplaint },
      checkFile: async () => [],
      startOwnHub: () => Promise.reject(new Error('a console without a screen starts no hub')),
    },
    ...{ own: memoryConsole(), deviceId, ...(world && { world }) },
    hub: { sessionId: 'team', url, token, own: false },
    // One key for all its lives, as a secret store would keep it.
    sealer: aesSealer(Buffer.alloc(32, deviceId)),
    sessions: () => absent('other sessions'),
    watchApp: () => absent('screens'),
    hostView: absent('a host view'),
    machine: absent('files of its own'),
    onFileError: (error) => onComplaint('its file failed', error),
    onState: () => undefined,
    onRevised,
  });
}

type Call = (input: unknown) => Promise<unknown>;
export type AnyClient = Readonly<Record<string, Readonly<Record<string, Call>>>>;

/** The session's router by `noun.verb`. Throws for a path that it does not have. */
export function callerOf(session: OpenSession): (path: string, input: unknown) => Promise<unknown> {
  const client = createRouterClient(session.router) as unknown as AnyClient;
  return (path, input) => {
    const [noun = '', verb = ''] = path.split('.');
    const call = client[noun]?.[verb];
    if (!call) throw new Error(`the desk has no ${path}`);
    return call(input);
  };
}

/** Stands where a console without a screen has nothing; whoever uses it hears so. */
function absent<T extends object>(what: string): T {
  return new Proxy({} as T, {
    get() {
      throw new Error(`a console without a screen has no ${what}`);
    },
  });
}

function memorySecrets(): SecretStore {
  const kept = new Map<string, string>();
  return {
    get: async (name) => kept.get(name) ?? null,
    set: async (name, value) => void kept.set(name, value),
    remove: async (name) => void kept.delete(name),
  };
}

function memoryConsole(): ConsoleRepo {
  const kept = new Map<string, string>();
  const nothing = absent<ConsoleRepo>('settings');
  return new Proxy(nothing, {
    get(_nothing, name) {
      if (name === 'once')
        return (key: string, make: () => string) => {
          const value = kept.get(key) ?? make();
          kept.set(key, value);
          return value;
        };
      if (name === 'known') return (key: string) => kept.get(key) ?? null;
      return () => undefined;
    },
  });
}
