/**
 * Desks at the hub, over socket.io (WebSocket only). Requests are checked by `hubRequests` and always acknowledged;
 * whatever a desk sends, it gets an answer and the hub goes on.
 */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { AppError, type ErrorCode, type ErrorParams } from '#shared/contract/errors.ts';
import {
  type BatchFrame,
  type Changes,
  type HubRequestName,
  handshakeSchema,
  hubRequests,
  type LiveFrame,
  MAX_FRAME_BYTES,
  PROTOCOL_VERSION,
} from '#shared/contract/hub.ts';
import { may } from '#shared/domain/roles.ts';
import { type Clock, isoNow } from '#shared/sync/clock.ts';
import type { HubLog } from '../hub-log.ts';
import { hashSecret } from '../ingest/secrets.ts';
import type { HubStore, KnownDevice } from '../store/hub-store.ts';
import { createBacklog } from './backlog.ts';
import type { DeskRequests } from './desk-requests.ts';
import { admitted } from './device-door.ts';
import { createPresence } from './presence.ts';

type Input<N extends HubRequestName> = z.output<(typeof hubRequests)[N]['input']>;

export interface SocketServerPorts {
  readonly http: HttpServer;
  readonly store: HubStore;
  readonly clock: Clock;
  readonly requests: DeskRequests;
  /** Called when the last socket has left a room. */
  readonly onRoomEmpty: (room: string) => void;
  readonly log: HubLog;
}

export interface SocketServer {
  changes(changes: Changes): void;
  live(room: string, frame: LiveFrame): void;
  batch(frame: BatchFrame): void;
  /** Ends the connections of devices that may no longer come in. */
  endStrangers(): void;
  close(): Promise<void>;
}

/** How soon a device that was removed by the command line, or has expired, is shown out. */
const DOOR_CHECK_MS = 1000;

export function createSocketServer({
  http,
  store,
  clock,
  requests,
  onRoomEmpty,
  log,
}: SocketServerPorts): SocketServer {
  const io = new Server(http, {
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    serveClient: false,
  });
  const desks = io.of('/');
  const backlog = createBacklog();

  io.use((socket, next) => {
    greet(store, clock, socket).then(
      () => next(),
      (error: unknown) => next(refusal(error, log)),
    );
  });

  desks.adapter.on('delete-room', onRoomEmpty);

  const presence = createPresence(clock, (consoles) => io.emit('presence', { consoles }));
  const seen = (socket: Socket) => {
    store.access
      .deviceSeen(tokenHashOf(socket), isoNow(clock))
      .catch((error: unknown) => log.error({ err: error }, 'when a device was seen could not be kept'));
  };

  /** Tells a device why, and lets it go: it will not try again by itself. */
  async function checkDoor(socket: Socket): Promise<void> {
    try {
      await admitted(store, clock, tokenHashOf(socket));
    } catch (error) {
      // Trouble of our own is no reason to show anybody out.
      if (!(error instanceof AppError)) return;
      socket.emit('ended', { code: error.code });
      socket.disconnect(true);
    }
  }
  const endStrangers = () => {
    for (const socket of desks.sockets.values()) void checkDoor(socket);
  };
  const doorTimer = setInterval(endStrangers, DOOR_CHECK_MS);

  io.on('connection', (socket) => {
    presence.came(socket.id, (socket.data as SocketData).device);
    socket.emit('presence', { consoles: presence.list() });
    seen(socket);
    socket.on('disconnect', () => {
      presence.left(socket.id);
      seen(socket);
    });
    for (const name of Object.keys(hubRequests) as HubRequestName[]) {
      socket.on(name, (raw: unknown, acknowledge: unknown) => {
        if (typeof acknowledge !== 'function') return;
        answer(name, raw, socket).then(
          (value) => acknowledge({ ok: true, value }),
          (error: unknown) => acknowledge({ ok: false, error: errorOf(error, log) }),
        );
      });
    }
  });

  async function answer<N extends HubRequestName>(name: N, raw: unknown, socket: Socket): Promise<unknown> {
    const tokenHash = tokenHashOf(socket);
    const device = await admitted(store, clock, tokenHash);
    if (!may(device.role, 'read')) throw new AppError('auth/role');
    const parsed = hubRequests[name].input.safeParse(raw);
    if (!parsed.success) throw new AppError('request/invalid', { detail: z.prettifyError(parsed.error) });
    return requests[name](parsed.data as Input<N>, { socket, device, tokenHash });
  }

  /** Sends to a room, or to all for null, but for those who do not keep up: see backlog.ts. */
  function send(
    event: 'changes' | 'live' | 'batch',
    room: string | null,
    payload: unknown,
    stream: string = room ?? event,
  ): void {
    const slow: string[] = [];
    const ids = room === null ? desks.sockets.keys() : (desks.adapter.rooms.get(room) ?? []);
    for (const id of ids) {
      const socket = desks.sockets.get(id);
      if (socket && !backlog.hasRoom(socket, stream, event, payload)) slow.push(id);
    }
    (room === null ? io.except(slow) : io.to(room).except(slow)).emit(event, payload);
  }

  return {
    changes: (changes) => send('changes', null, changes),
    live: (room, frame) => send('live', room, frame),
    batch: (frame) => send('batch', null, frame, `batch/${frame.batch.batchId}`),
    endStrangers,
    close: () => {
      clearInterval(doorTimer);
      presence.close();
      return io.close();
    },
  };
}

interface SocketData {
  readonly tokenHash: string;
  /** As it was when it connected: for showing, never for judging. */
  readonly device: KnownDevice;
}

function tokenHashOf(socket: Socket): string {
  return (socket.data as SocketData).tokenHash;
}

/** Throws `hub/protocol`, or what `admitted` throws. */
async function greet(store: HubStore, clock: Clock, socket: Socket): Promise<void> {
  const auth: unknown = socket.handshake.auth;
  const protocol = z.object({ protocol: z.literal(PROTOCOL_VERSION) }).safeParse(auth);
  if (!protocol.success) throw new AppError('hub/protocol');
  const handshake = handshakeSchema.safeParse(auth);
  if (!handshake.success) throw new AppError('auth/unknown');
  const tokenHash = hashSecret(handshake.data.token);
  const data: SocketData = { tokenHash, device: await admitted(store, clock, tokenHash) };
  socket.data = data;
}

/** A middleware's error reaches the desk as `connect_error` with this `data`. */
function refusal(error: unknown, log: HubLog): Error {
  const { code, params } = errorOf(error, log);
  return Object.assign(new Error(code), { data: { code, params } });
}

function errorOf(error: unknown, log: HubLog): { code: ErrorCode; params: ErrorParams } {
  if (error instanceof AppError) return { code: error.code, params: error.params };
  log.error({ err: error }, 'a request of a desk failed');
  return { code: 'app/unexpected', params: {} };
}
