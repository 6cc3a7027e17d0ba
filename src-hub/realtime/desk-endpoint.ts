/**
 * Desks at the hub, whatever carries them: sockets in the product (socket-server.ts), a network in memory in the
 * simulation. Requests are checked by `hubRequests` and always answered; whatever a desk sends, the hub goes on.
 */
import { z } from 'zod';
import type { BatchFrame } from '#shared/contract/batch.ts';
import { AppError, type ErrorCode, type ErrorParams } from '#shared/contract/errors.ts';
import {
  type HubRequestName,
  handshakeSchema,
  type hubEvents,
  hubRequests,
  OLDEST_PROTOCOL,
  PROTOCOL_VERSION,
} from '#shared/contract/hub.ts';
import type { LiveFrame } from '#shared/contract/live.ts';
import { may } from '#shared/domain/roles.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { Timers } from '#shared/sync/timers.ts';
import type { HubLog } from '../hub-log.ts';
import { hashSecret } from '../ingest/secrets.ts';
import type { HubStore, KnownDevice, StoredChanges, Watermarks } from '../store/hub-store.ts';
import { StoreFailure } from '../store/store-failure.ts';
import { changesFrames } from './changes-frames.ts';
import type { DeskRequests } from './desk-requests.ts';
import { admitted } from './device-door.ts';
import { createPresence } from './presence.ts';
import { createRooms } from './rooms.ts';

export type HubEventName = keyof typeof hubEvents;
type Input<N extends HubRequestName> = z.output<(typeof hubRequests)[N]['input']>;

/** One desk's line, as the hub uses it. What is sent is ready for `JSON.stringify`, not for any other kind of copy. */
export interface DeskPort {
  emit(event: HubEventName, payload: unknown): void;
  /** Ends the connection after what was sent. */
  end(): void;
}

export type DeskAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly params: ErrorParams } };

/** Whoever was let in, before its line stands. */
export interface Guest {
  readonly tokenHash: string;
  /** As it was when it came: for showing, never for judging. */
  readonly device: KnownDevice;
}

export interface DeskConnection {
  /** Never rejects. Requests begin in the order in which they are handed in. */
  handle(name: string, raw: unknown): Promise<DeskAnswer>;
  /** The line is gone. */
  left(): void;
}

export interface DeskEndpoint<P extends DeskPort> {
  /** Reads a handshake. Throws `AppError`: `hub/protocol`, or why this device may not come in. */
  admit(handshake: unknown): Promise<Guest>;
  enter(guest: Guest, port: P): DeskConnection;
  /** The changes of one commit, and how far backups and tombstones reach. */
  changes(changes: StoredChanges): void;
  live(room: string, frame: LiveFrame): void;
  batch(frame: BatchFrame): void;
  /** How long a person has had no connection; 0 = is here. */
  absentMs(personId: string): number;
  /** Ends the connections of devices that may no longer come in. */
  endStrangers(): void;
  /** An error as a desk is told it; one of ours is logged. */
  errorOf(error: unknown): { code: ErrorCode; params: ErrorParams };
  close(): void;
}

export interface DeskEndpointPorts<P extends DeskPort> {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly requests: DeskRequests;
  readonly watermarks: () => Watermarks;
  /** Called when the last desk has left a room. */
  readonly onRoomEmpty: (room: string) => void;
  /** Sends one thing to many; of one `stream`, a later thing makes up for those before it that were left out. */
  readonly deliver: (to: readonly P[], event: HubEventName, payload: unknown, stream: string) => void;
  readonly log: HubLog;
}

/** How soon a device that was removed by the command line, or has expired, is shown out. */
const DOOR_CHECK_MS = 1000;

export function createDeskEndpoint<P extends DeskPort>({
  store,
  clock,
  timers,
  requests,
  watermarks,
  onRoomEmpty,
  deliver,
  log,
}: DeskEndpointPorts<P>): DeskEndpoint<P> {
  const here = new Map<P, Guest>();
  const rooms = createRooms<P>(onRoomEmpty);
  const all = () => [...here.keys()];
  const presence = createPresence(clock, timers, (consoles) =>
    deliver(all(), 'presence', { consoles }, 'presence'),
  );

  const seen = ({ tokenHash }: Guest) => {
    store.access
      .deviceSeen(tokenHash, isoNow(clock))
      .catch((error: unknown) => log.error({ err: error }, 'when a device was seen could not be kept'));
  };

  /** Tells a device why, and lets it go: it will not try again by itself. */
  async function checkDoor(port: P, { tokenHash }: Guest): Promise<void> {
    try {
      await admitted(store, clock, tokenHash);
    } catch (error) {
      // Trouble of our own is no reason to show anybody out.
      if (!(error instanceof AppError) || !here.has(port)) return;
      port.emit('ended', { code: error.code });
      port.end();
    }
  }
  const endStrangers = () => {
    for (const [port, guest] of here) void checkDoor(port, guest);
  };
  let callOffDoorCheck = () => {};
  const checkDoorsLater = () => {
    callOffDoorCheck = timers.after(DOOR_CHECK_MS, () => {
      endStrangers();
      checkDoorsLater();
    });
  };
  checkDoorsLater();

  function errorOf(error: unknown): { code: ErrorCode; params: ErrorParams } {
    if (error instanceof AppError) return { code: error.code, params: error.params };
    log.error({ err: error }, 'a request of a desk failed');
    return { code: error instanceof StoreFailure ? 'hub/storage' : 'app/unexpected', params: {} };
  }

  async function answer<N extends HubRequestName>(
    name: N,
    raw: unknown,
    port: P,
    guest: Guest,
    admission: Promise<KnownDevice>,
  ): Promise<unknown> {
    const device = await admission;
    if (!may(device.role, 'read')) throw new AppError('auth/role');
    const parsed = hubRequests[name].input.safeParse(raw);
    if (!parsed.success) throw new AppError('request/invalid', { detail: z.prettifyError(parsed.error) });
    return requests[name](parsed.data as Input<N>, {
      ...{ device, tokenHash: guest.tokenHash },
      room: {
        join: (room) => here.has(port) && rooms.join(room, port),
        leave: (room) => rooms.leave(room, port),
        has: rooms.has,
      },
    });
  }

  return {
    /** Throws `hub/protocol`, or what `admitted` throws. */
    async admit(handshake) {
      const spoken = z.object({ protocol: z.int() }).safeParse(handshake);
      const protocol = spoken.success ? spoken.data.protocol : 0;
      if (protocol < OLDEST_PROTOCOL || protocol > PROTOCOL_VERSION) throw new AppError('hub/protocol');
      const parsed = handshakeSchema.safeParse(handshake);
      if (!parsed.success) throw new AppError('auth/unknown');
      const tokenHash = hashSecret(parsed.data.token);
      return { tokenHash, device: await admitted(store, clock, tokenHash) };
    },
    enter(guest, port) {
      here.set(port, guest);
      presence.came(port, guest.device);
      port.emit('presence', { consoles: presence.list() });
      seen(guest);
      /** Asked one after another, so that what comes in first also begins first. */
      let door: Promise<unknown> = Promise.resolve();
      return {
        async handle(name, raw) {
          const admission = door.then(() => admitted(store, clock, guest.tokenHash));
          door = admission.catch(() => undefined);
          try {
            if (!Object.hasOwn(hubRequests, name))
              throw new AppError('request/invalid', { detail: `there is no request "${name.slice(0, 60)}"` });
            return { ok: true, value: await answer(name as HubRequestName, raw, port, guest, admission) };
          } catch (error) {
            return { ok: false, error: errorOf(error) };
          }
        },
        left() {
          if (!here.delete(port)) return;
          rooms.leaveAll(port);
          presence.left(port);
          seen(guest);
        },
      };
    },
    changes(changes) {
      for (const frame of changesFrames(changes, watermarks())) deliver(all(), 'changes', frame, 'changes');
    },
    live: (room, frame) => deliver(rooms.in(room), 'live', frame, room),
    batch: (frame) => deliver(all(), 'batch', frame, `batch/${frame.batch.batchId}`),
    absentMs: presence.absentMs,
    endStrangers,
    errorOf,
    close() {
      callOffDoorCheck();
      presence.close();
    },
  };
}
