/** A hub's core with lines in memory and a clock of its own: what a desk sees of it, without a network. */
import { createHash } from 'node:crypto';
import { hubRequests, type Op, PROTOCOL_VERSION, type Welcome } from '#shared/contract/hub.ts';
import { type TestClock, testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { type TestTimers, testTimers } from '#shared/sync/test-timers.ts';
import { createHubCore, type HubCore } from '../hub-core.ts';
import { createHubLog } from '../hub-log.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { AT, put, write } from '../store/test-documents.ts';
import type { DeskAnswer, DeskEndpoint, DeskPort, HubEventName } from './desk-endpoint.ts';
import { failingCommits } from './op-runner-fixture.ts';

export interface MemoryDesk {
  ask(name: string, input: unknown): Promise<DeskAnswer>;
  /** What it was sent unasked, as it arrives. */
  told(event: HubEventName): unknown[];
  ended(): boolean;
  left(): void;
}

export interface EndpointBed {
  readonly core: HubCore<DeskPort>;
  readonly desks: DeskEndpoint<DeskPort>;
  readonly clock: TestClock;
  readonly timers: TestTimers;
  readonly handshake: { token: string; protocol: number; deviceId: string };
  connect(): Promise<MemoryDesk>;
  op(name: string, input: unknown): Op;
  welcome(desk: MemoryDesk): Promise<Welcome | null>;
  breakStore(broken: boolean): void;
  removeDevice(): Promise<void>;
  sha256(text: string): string;
  close(): Promise<void>;
}

/** One owner's desk, and the show `show-1` at seq 1. */
export async function endpointBed(): Promise<EndpointBed> {
  const clock = testClock();
  const timers = testTimers(clock);
  const opIds = countingIds('op');
  const log = createHubLog();
  log.level = 'silent';
  const store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  let broken = false;
  const core = createHubCore<DeskPort>({
    store: failingCommits(store, () => (broken ? new StoreFailure('disk full') : null)),
    ...{ clock, timers, log, ids: countingIds('core'), random: () => 0.5 },
    deliver: (to, event, payload) => {
      for (const port of to) port.emit(event, payload);
    },
  });
  const handshake = { token: 'token', protocol: PROTOCOL_VERSION, deviceId: 'desk-1' };
  await store.access.addDevice({
    ...{ deviceId: 'desk-1', personId: 'p1', personName: '小橙', role: 'owner' },
    ...{ tokenHash: hashSecret('token'), createdAt: AT },
  });
  await write(store, put('show'));
  await core.recover();
  const { desks } = core;
  return {
    ...{ core, desks, clock, timers, handshake },
    async connect() {
      const sent: { event: HubEventName; payload: unknown }[] = [];
      let ended = false;
      const line = desks.enter(await desks.admit(handshake), {
        // As any wire would: what arrives is a copy.
        emit: (event, payload) => sent.push({ event, payload: JSON.parse(JSON.stringify(payload)) }),
        end: () => {
          ended = true;
        },
      });
      return {
        ask: async (name, input) => JSON.parse(JSON.stringify(await line.handle(name, input))),
        told: (event) => sent.filter((one) => one.event === event).map(({ payload }) => payload),
        ended: () => ended,
        left: line.left,
      };
    },
    op: (name, input) => ({ opId: opIds.next(), name, input, at: AT }),
    async welcome(desk) {
      const answer = hubRequests.hello.answer.parse(await desk.ask('hello', { streamId: 's' }));
      return answer.ok ? answer.value : null;
    },
    breakStore: (next) => {
      broken = next;
    },
    removeDevice: async () => {
      await store.access.removeDevice({ personId: 'p1', deviceId: 'desk-1' }, AT);
    },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    async close() {
      await core.close();
      await store.close();
    },
  };
}
