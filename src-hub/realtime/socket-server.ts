/** Carries desks over socket.io (WebSocket only): what they ask and are told is desk-endpoint.ts. */
import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { type HubRequestName, hubRequests, MAX_FRAME_BYTES } from '#shared/contract/hub.ts';
import { createBacklog } from './backlog.ts';
import type { DeskEndpoint, DeskPort, Guest, HubEventName } from './desk-endpoint.ts';
import { frameParser } from './frame-encoder.ts';

export interface SocketPort extends DeskPort {
  readonly socket: Socket;
}

export interface SocketServer {
  /** Sends to all of them but those that do not keep up: see backlog.ts. */
  deliver(to: readonly SocketPort[], event: HubEventName, payload: unknown, stream: string): void;
  close(): Promise<void>;
}

const PING_MS = 5000;
const PONG_MS = 8000;

export function createSocketServer(http: HttpServer, desks: DeskEndpoint<SocketPort>): SocketServer {
  const io = new Server(http, {
    transports: ['websocket'],
    maxHttpBufferSize: MAX_FRAME_BYTES,
    serveClient: false,
    parser: frameParser,
    // A network that was cut says nothing: both sides notice within seconds, so that no screen takes silence for calm.
    pingInterval: PING_MS,
    pingTimeout: PONG_MS,
  });
  const backlog = createBacklog();

  io.use((socket, next) => {
    desks.admit(socket.handshake.auth).then(
      (guest) => {
        socket.data = guest;
        next();
      },
      (error: unknown) => next(refusal(desks.errorOf(error))),
    );
  });

  io.on('connection', (socket) => {
    const desk = desks.enter(socket.data as Guest, {
      socket,
      emit: (event, payload) => socket.emit(event, payload),
      end: () => socket.disconnect(true),
    });
    socket.on('disconnect', desk.left);
    writeAtOnce(socket);
    for (const name of Object.keys(hubRequests) as HubRequestName[]) {
      socket.on(name, (raw: unknown, acknowledge: unknown) => {
        if (typeof acknowledge === 'function') desk.handle(name, raw).then((answer) => acknowledge(answer));
      });
    }
  });

  return {
    deliver(to, event, payload, stream) {
      const ids = to
        .filter(({ socket }) => backlog.hasRoom(socket, stream, event, payload))
        .map(({ socket }) => socket.id);
      // An empty list of rooms would mean everybody.
      if (ids.length > 0) io.to(ids).emit(event, payload);
    },
    close: () => io.close(),
  };
}

/** What has gathered for a desk, such as the answers to all its ops in one commit, is one write to the system. */
function writeAtOnce({ conn, request }: Socket): void {
  // Both in one go: the first before packets are handed down, the other right after.
  conn.on('flush', () => request.socket.cork());
  conn.on('drain', () => request.socket.uncork());
}

/** A middleware's error reaches the desk as `connect_error` with this `data`. */
function refusal(error: { code: string; params: object }): Error {
  return Object.assign(new Error(error.code), { data: error });
}
