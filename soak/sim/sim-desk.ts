/** A console's real session over its real cache, in a world that can end it between any two steps and start it again. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { ConsoleRepo } from '#main/cache/console.repo.ts';
import { type OpenSession, openSession } from '#main/desk/open-session.ts';
import type { DeskPorts, SecretStore } from '#main/desk/ports.ts';
import type { Sessions } from '#main/desk/sessions.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import type { PersonsDesk } from '../person.ts';
import type { Told } from '../processes/console-process.ts';
import type { Random } from '../random.ts';
import type { Network } from './network.ts';
import { openedBy } from './opened-files.ts';
import type { SimDevice } from './sim-hub.ts';
import { virtualIds } from './virtual-ids.ts';
import { beginLife, type Life, type World } from './world.ts';

export interface SimDesk extends PersonsDesk {
  readonly file: string;
  start(): void;
  crash(): void;
  readonly session: OpenSession | null;
  /** Null while it runs, else why it does not. */
  trouble(): string | null;
  readonly complaints: string[];
}

export interface SimDeskOptions {
  readonly world: World;
  readonly network: Network;
  readonly random: Random;
  readonly folder: string;
  readonly device: SimDevice;
  readonly skewMs: () => number;
}

/** Ids that were made while a call ran: its op's is among them. */
const made = new AsyncLocalStorage<string[]>();
type Call = (input: unknown) => Promise<unknown>;

export function simDesk({ world, network, random, folder, device, skewMs }: SimDeskOptions): SimDesk {
  const name = device.deviceId;
  const complaints: string[] = [];
  const secrets = memorySecrets();
  let running: { life: Life; session: OpenSession; client: Record<string, Record<string, Call>> } | null =
    null;
  let failure: string | null = null;
  let starts = 0;

  function open(life: Life, chance: Random): OpenSession {
    const ids = virtualIds(life.clock, chance.fork('ids'));
    const ports: DeskPorts = {
      ...{ host: 'web', version: '0.0.0', dataDir: folder, resourcesDir: folder, demo: false },
      ...{ remoteHub: null, clock: life.clock, secrets },
      ids: {
        next() {
          const id = ids.next();
          made.getStore()?.push(id);
          return id;
        },
      },
      log: {
        info: () => undefined,
        error: (message, error) => {
          if (life.alive) complaints.push(`${message}: ${error}`);
        },
      },
      startOwnHub: () => Promise.reject(new Error('a simulated console starts no hub')),
    };
    const handshake = { token: device.token, protocol: PROTOCOL_VERSION, deviceId: name };
    const { result, crash } = openedBy(() =>
      openSession({
        ...{ ports, own: memoryConsole(), deviceId: name },
        hub: { sessionId: 'team', url: 'http://hub', token: device.token, own: false },
        world: {
          openWire: network.wireOf(name, life, handshake),
          timers: life.timers,
          random: chance.fork('session').next,
        },
        sessions: () => undefined as unknown as Sessions,
        watchApp: () => {
          throw new Error('nobody looks at a simulated console');
        },
        onState: () => undefined,
        onRevised: () => undefined,
      }),
    );
    life.onEnd(crash);
    return result;
  }

  async function answer(path: string, input: unknown, client: Record<string, Record<string, Call>>) {
    const [noun = '', verb = ''] = path.split('.');
    const call = client[noun]?.[verb];
    if (!call) throw new Error(`the desk has no ${path}`);
    const ids: string[] = [];
    try {
      return { told: 'kept', ids, value: await made.run(ids, () => call(input)) } as const;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      return { told: 'refused', ids, code: typeof code === 'string' ? code : String(error) } as const;
    }
  }

  return {
    name,
    file: join(folder, 'sessions', 'team.db'),
    complaints,
    get session() {
      return running?.life.alive ? running.session : null;
    },
    start() {
      if (running?.life.alive) return;
      starts += 1;
      const life = beginLife(world, name, skewMs);
      try {
        const session = open(life, random.fork(`life ${starts}`));
        const client = createRouterClient(session.router) as unknown as Record<string, Record<string, Call>>;
        running = { life, session, client };
      } catch (error) {
        failure = `${name} does not start: ${error}`;
      }
    },
    crash: () => running?.life.end(),
    trouble: () => failure ?? (running?.life.alive ? null : `${name} does not run`),
    async call(path, input): Promise<Told> {
      const at = running;
      if (!at?.life.alive) return { told: 'unanswered' };
      const told = answer(path, input, at.client);
      const answered = await Promise.race([told, at.life.over]);
      // What a program still says after its death, nobody hears.
      return answered && at.life.alive ? answered : { told: 'unanswered' };
    },
  };
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
  return {
    preferences: () => ({ language: 'system', theme: 'dark', currentShowId: null }),
    setPreferences: () => undefined,
    once: (name, make) => {
      const value = kept.get(name) ?? make();
      kept.set(name, value);
      return value;
    },
    known: (name) => kept.get(name) ?? null,
    sheetMapping: () => null,
    setSheetMapping: () => undefined,
  };
}
