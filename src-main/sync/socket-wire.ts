/** The wire to a hub in the product: socket.io over WebSocket, which reconnects by itself. */
import { io, type Manager, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import type { OpenWire } from './hub-link.ts';

export interface SocketWireOptions {
  readonly url: string;
  readonly token: string;
  readonly deviceId: string;
}

/** Pauses between attempts grow to this, each drawn from around it: fifty consoles do not come back as one. */
const RECONNECT_MAX_MS = 3000;
/** An attempt of which nothing is heard for so long is given up: as long as a hub waits for a sign of life. */
const CONNECT_MS = 8000;

export function socketWire({ url, token, deviceId }: SocketWireOptions): OpenWire {
  return (events) => {
    const socket: Socket = io(url, {
      transports: ['websocket'],
      auth: { token, protocol: PROTOCOL_VERSION, deviceId },
      reconnectionDelay: 200,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      timeout: CONNECT_MS,
      forceNew: true,
    });
    failAttemptsThatAreCut(socket.io);
    socket.on('connect', events.connected);
    socket.on('disconnect', (reason) => {
      // What was asked of this connection must not go out on the next one, ahead of its greeting.
      socket.sendBuffer = [];
      events.disconnected();
      if (reason === 'io server disconnect') events.refused('auth/unknown');
    });
    socket.on('connect_error', (error) => {
      // A middleware's refusal carries data; a plain network failure does not, and is retried by the socket itself.
      const code: unknown = (error as { data?: { code?: unknown } }).data?.code;
      if (typeof code === 'string') events.refused(code);
      else events.disconnected();
    });
    socket.onAny((name: string, payload: unknown) => events.message(name, payload));
    return {
      get connected() {
        return socket.connected;
      },
      ask: (name, input) => socket.emitWithAck(name, input),
      close: () => {
        socket.close();
      },
    };
  };
}

/** A line that ends amid the handshake is an error to nobody in socket.io: it would wait until the attempt's time is up. */
function failAttemptsThatAreCut(manager: Manager): void {
  const watch = () => {
    const attempt = manager.engine;
    attempt.once('close', (reason) => {
      // Its types let nobody else say so.
      const { emit } = attempt as unknown as { emit(event: 'error', error: Error): void };
      if (manager._readyState === 'opening') emit.call(attempt, 'error', new Error(reason));
    });
  };
  watch();
  // Told just before the attempt is made.
  manager.on('reconnect_attempt', () => queueMicrotask(watch));
}
