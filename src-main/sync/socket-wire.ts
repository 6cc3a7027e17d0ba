/** The wire to a hub in the product: socket.io over WebSocket, which reconnects by itself. */
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import type { OpenWire } from './hub-link.ts';

export interface SocketWireOptions {
  readonly url: string;
  readonly token: string;
  readonly deviceId: string;
}

/** Pauses between attempts grow to this, each drawn from around it: fifty consoles do not come back as one. */
const RECONNECT_MAX_MS = 3000;

export function socketWire({ url, token, deviceId }: SocketWireOptions): OpenWire {
  return (events) => {
    const socket: Socket = io(url, {
      transports: ['websocket'],
      auth: { token, protocol: PROTOCOL_VERSION, deviceId },
      reconnectionDelay: 200,
      reconnectionDelayMax: RECONNECT_MAX_MS,
      forceNew: true,
    });
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
