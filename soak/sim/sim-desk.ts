/** A console's real session over its real cache, in a world that can end it between any two steps and start it again. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import type { OpenSession } from '#main/desk/open-session.ts';
import { AppError } from '#shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import { callerOf, headlessSession, SESSION_FILE } from '../headless-session.ts';
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

export function simDesk({ world, network, random, folder, device, skewMs }: SimDeskOptions): SimDesk {
  const name = device.deviceId;
  const complaints: string[] = [];
  let running: { life: Life; session: OpenSession; call: ReturnType<typeof callerOf> } | null = null;
  let failure: string | null = null;
  let starts = 0;

  function open(life: Life, chance: Random): OpenSession {
    const ids = virtualIds(life.clock, chance.fork('ids'));
    const handshake = { token: device.token, protocol: PROTOCOL_VERSION, deviceId: name };
    const { result, crash } = openedBy(() =>
      headlessSession({
        ...{ folder, deviceId: name, token: device.token, url: 'http://hub', clock: life.clock },
        // What the hub answers by the protocol is no fault of the desk's.
        onComplaint: (message, error) => {
          if (life.alive && !(error instanceof AppError)) complaints.push(`${message}: ${error}`);
        },
        ids: {
          next() {
            const id = ids.next();
            made.getStore()?.push(id);
            return id;
          },
        },
        world: {
          openWire: network.wireOf(name, life, handshake),
          timers: life.timers,
          random: chance.fork('session').next,
        },
      }),
    );
    life.onEnd(crash);
    return result;
  }

  async function answer(work: () => Promise<unknown>) {
    const ids: string[] = [];
    try {
      return { told: 'kept', ids, value: await made.run(ids, work) } as const;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      return { told: 'refused', ids, code: typeof code === 'string' ? code : String(error) } as const;
    }
  }

  return {
    name,
    file: join(folder, SESSION_FILE),
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
        running = { life, session, call: callerOf(session) };
      } catch (error) {
        failure = `${name} does not start: ${error}`;
      }
    },
    crash: () => running?.life.end(),
    trouble: () => failure ?? (running?.life.alive ? null : `${name} does not run`),
    wallMs: () => running?.life.clock.nowMs() ?? 0,
    async call(path, input): Promise<Told> {
      const at = running;
      if (!at?.life.alive) return { told: 'unanswered' };
      const told = answer(() => at.call(path, input));
      const answered = await Promise.race([told, at.life.over]);
      // What a program still says after its death, nobody hears.
      return answered && at.life.alive ? answered : { told: 'unanswered' };
    },
  };
}
