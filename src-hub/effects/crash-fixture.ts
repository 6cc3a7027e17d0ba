/**
 * A hub that is killed at the n-th line: every call of its store and of its connectors is two moments at which it may
 * die, before it has done anything and after it has, its answer lost. What is dead does and hears nothing more; its
 * database file is as the kill left it.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { inTime } from '#shared/sync/time-base.ts';
import { createHubLog } from '../hub-log.ts';
import type { HubStore } from '../store/hub-store.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import type { Boot } from './boot.ts';

export interface Life {
  /** How many moments there have been. */
  readonly moments: number;
  /** Where it died; null while it lives. */
  readonly diedAt: string | null;
  /** Resolves when it dies. */
  readonly death: Promise<void>;
  call<T>(name: string, work: () => Promise<T>): Promise<T>;
}

const never = new Promise<never>(() => undefined);

/** `dieAt` counts from 1; a life of infinity never ends. */
export function newLife(dieAt: number): Life {
  let moments = 0;
  let diedAt: string | null = null;
  let die: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  function over(name: string): boolean {
    if (diedAt !== null) return true;
    moments += 1;
    if (moments !== dieAt) return false;
    diedAt = name;
    die();
    return true;
  }
  return {
    get moments() {
      return moments;
    },
    get diedAt() {
      return diedAt;
    },
    death,
    async call(name, work) {
      if (over(`before ${name}`)) return never;
      const outcome = await work().then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if (over(`after ${name}`)) return never;
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
  };
}

/** Every asynchronous method of it, also those of its parts, is a call of that life. */
export function mortal<T extends object>(part: T, life: Life, path = ''): T {
  return new Proxy(part, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      const name = `${path}${String(key)}`;
      if (key === 'exclusive') {
        const { exclusive } = target as unknown as HubStore;
        return (work: (alone: HubStore) => Promise<unknown>) =>
          life.call(name, () => exclusive((alone) => work(mortal(alone, life, 'alone.'))));
      }
      if (typeof value === 'function')
        return (...input: unknown[]) => life.call(name, () => value.apply(target, input) as Promise<unknown>);
      return typeof value === 'object' && value !== null ? mortal(value, life, `${name}.`) : value;
    },
  });
}

export interface Ground {
  readonly clock: TestClock;
  readonly timers: TestTimers;
  /** What every run of the hub begins with. */
  readonly ports: {
    readonly clock: TestClock;
    readonly timers: TestTimers;
    readonly log: ReturnType<typeof quiet>;
  };
  /** Opens the file again, as another run of the hub does. */
  open(life: Life): Promise<{ store: HubStore; boot: Boot }>;
  /** What the last run of the hub has left, without dying over it. */
  look(): HubStore;
  close(): Promise<void>;
}

function quiet() {
  const log = createHubLog();
  log.level = 'silent';
  return log;
}

export interface Template {
  ground(): Ground;
  remove(): void;
}

/** A database file with what `fill` writes, to be copied for each run. */
export async function template(fill: (store: HubStore) => Promise<unknown>): Promise<Template> {
  const dir = mkdtempSync(join(tmpdir(), 'livedesk-crash-'));
  const filled = join(dir, 'template.db');
  const store = await openSqliteStore({ file: filled, clock: testClock(), ids: countingIds() });
  await fill(store);
  await store.close();
  let grounds = 0;
  return {
    ground() {
      grounds += 1;
      const file = join(dir, `${grounds}.db`);
      copyFileSync(filled, file);
      const clock = testClock();
      const timers = testTimers(clock);
      let boots = 0;
      const opened: HubStore[] = [];
      const openFile = async () => {
        const opening = await openSqliteStore({ file, clock, ids: countingIds() });
        opened.push(opening);
        return opening;
      };
      return {
        ...{ clock, timers, ports: { clock, timers, log: quiet() } },
        async open(life) {
          boots += 1;
          const bootId = `boot-${boots}`;
          const now = () => ({ bootId, monoMs: clock.monotonicMs() });
          const boot: Boot = {
            ...{ reading: now, onAway: () => undefined, stop: () => undefined },
            inTime: (deadline) => inTime(deadline, now()),
          };
          return { store: mortal(await openFile(), life), boot };
        },
        look: () => opened.at(-1) as HubStore,
        async close() {
          // One that died in the middle of a turn never ends it, as a killed process does not.
          await Promise.race([
            Promise.all(opened.map((one) => one.close())),
            new Promise<void>((resolve) => setImmediate(resolve)),
          ]);
        },
      };
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
