/**
 * Test fixture: a session on a hub model, over a wire in memory and with timers that the test moves. What goes over the
 * wire can be held, lost, answered with an error or cut off with the connection.
 */
import { onTestFinished } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { Changes, StreamOp } from '#shared/contract/hub.ts';
import { systemClock, type TestClock, testClock } from '#shared/sync/clock.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { openDesk, type TestDesk } from './desk-fixture.ts';
import type { HubModel } from './hub-fixture.ts';
import { hubLink, type OpenWire, type WireEvents } from './hub-link.ts';
import { type HubSession, hubSession, type SessionState } from './hub-session.ts';
import { serial } from './serial.ts';

export interface Push {
  readonly streamId: string;
  readonly base: number;
  readonly ops: StreamOp[];
}

/** What becomes of a request: a code it is refused with, no answer, or an answer whose request or itself is lost. */
export type Fate = { readonly code: string } | 'silence' | 'lost answer';

export interface MemoryHub {
  readonly openWire: OpenWire;
  readonly asked: { name: string; input: unknown }[];
  pushes(): Push[];
  /** What becomes of the next requests of a name, one after another. */
  readonly fates: Map<string, Fate[]>;
  /** While true, pushes are done only by `release`. */
  hold: boolean;
  release(): Promise<void>;
  /** Whether changes are told as they happen. */
  tells: boolean;
  tell(changes: Changes | null): void;
  /** Comes in the same breath as the next answer to a request of that name, right behind it. */
  readonly inOneBreath: Map<string, () => void>;
  cut(): void;
  connect(): void;
}

export function memoryHub(
  model: HubModel,
  actor = { personId: 'amy', role: 'owner' as const, deviceId: 'amy' },
) {
  let events: WireEvents | null = null;
  let connection = 0;
  let held: (() => Promise<void>)[] = [];
  /** A hub does one thing after another. */
  const alone = serial();

  const handlers: Record<string, (input: never) => Promise<unknown>> = {
    async hello({ streamId }: { streamId: string }) {
      const who = { personId: 'amy', personName: 'Amy', role: 'owner' };
      return { ...model.history(streamId), ...who, hubTime: new Date(systemClock.nowMs()).toISOString() };
    },
    pull: async (order: { afterSeq: number; limit: number; horizonSeq?: number }) => model.pull(order),
    digest: async ({ toSeq }: { toSeq: number }) => model.digest(toSeq),
    time: async () => ({ bootId: 'boot', monoMs: 0, headSeq: model.headSeq() }),
    async push({ streamId, base, ops }: Push) {
      const { results, changes } = await model.push(streamId, base, ops, actor);
      if (hub.tells) hub.tell(changes);
      return { results };
    },
  };

  async function answer(name: string, input: unknown): Promise<unknown> {
    const handler = handlers[name];
    if (!handler) throw new Error(`the hub model has no ${name}`);
    try {
      return { ok: true, value: await handler(structuredClone(input) as never) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, error: { code: error.code, params: { ...error.params } } };
    }
  }

  const hub: MemoryHub = {
    asked: [],
    pushes: () => hub.asked.flatMap(({ name, input }) => (name === 'push' ? [input as Push] : [])),
    fates: new Map(),
    inOneBreath: new Map(),
    hold: false,
    tells: true,
    async release() {
      for (const work of held.splice(0)) await work();
    },
    tell(changes) {
      if (changes && events) events.message('changes', structuredClone(changes));
    },
    cut() {
      connection += 1;
      held = [];
      const open = events;
      events = null;
      open?.disconnected();
    },
    connect: () => undefined,
    openWire: (told) => {
      hub.connect = () => {
        events = told;
        told.connected();
      };
      return {
        get connected() {
          return events !== null;
        },
        ask(name, input) {
          hub.asked.push({ name, input });
          const [mine, fate] = [connection, hub.fates.get(name)?.shift()];
          return new Promise((resolve) => {
            const work = async () => {
              if (mine !== connection || fate === 'silence') return;
              const failure = typeof fate === 'object' && { ok: false, error: { ...fate, params: {} } };
              const raw = failure || (await alone(() => answer(name, input)));
              if (mine !== connection || fate === 'lost answer') return;
              resolve(raw);
              hub.inOneBreath.get(name)?.();
              hub.inOneBreath.delete(name);
            };
            if (hub.hold && name === 'push') held.push(work);
            else void work();
          });
        },
        close: () => hub.cut(),
      };
    },
  };
  return hub;
}

export interface MemorySession {
  readonly hub: MemoryHub;
  readonly desk: TestDesk;
  readonly session: HubSession;
  readonly clock: TestClock;
  readonly timers: TestTimers;
  readonly states: SessionState[];
  readonly errors: unknown[];
  /** Lets everything that is under way come to rest. */
  rest(): Promise<void>;
}

/** Not connected yet: `hub.connect()` does that. */
export function memorySession(
  model: HubModel,
  options: { file?: string; desk?: TestDesk } = {},
): MemorySession {
  const hub = memoryHub(model);
  const desk = options.desk ?? openDesk('amy', options.file);
  const clock = testClock();
  const timers = testTimers(clock);
  const states: SessionState[] = [];
  const errors: unknown[] = [];
  const session = hubSession({
    link: hubLink(hub.openWire, timers),
    ...{ timers, clock, random: () => 1 },
    ...{ db: desk.db, outbox: desk.outbox, documents: desk.documents },
    log: { info: () => undefined, error: (_what, error) => errors.push(error) },
    onState: () => states.push(session.state()),
    onWelcome: () => undefined,
    onLive: () => undefined,
    onBatch: () => undefined,
  });
  onTestFinished(() => {
    session.close();
    if (desk.db.open) desk.db.close();
  });
  return { hub, desk, session, clock, timers, states, errors, rest: () => timers.advance(1) };
}
