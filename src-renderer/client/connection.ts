/**
 * The wire to the desk: a message port in Electron, a WebSocket in the browser host. A lost wire is taken up again
 * with back-off. Nothing waits for it: a call made while it is down fails at once, so that no click acts later.
 */
import type { ClientLink } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { backOffMs } from './back-off.ts';
import { createStore } from './store.ts';
import { sessionToken } from './token.ts';

export type ConnectionState = 'connecting' | 'open' | 'lost' | 'no-token' | 'wrong-token';
type Link = ClientLink<Record<never, never>>;

interface Wire {
  readonly link: Link;
  readonly closed: Promise<void>;
}

export const connection = createStore<ConnectionState>('connecting');
let current: Link | null = null;

/** The code of the error that a call gets while the desk is out of reach; its words are `client` words. */
export const DESK_AWAY = 'desk/away';

export class DeskAwayError extends Error {
  readonly code = DESK_AWAY;
  constructor() {
    super('the desk is out of reach');
    this.name = 'DeskAwayError';
  }
}

/** Always the link of the wire that stands now. */
export const deskLink: Link = {
  call: (path, input, options) =>
    current ? current.call(path, input, options) : Promise.reject(new DeskAwayError()),
};

/** Answers at once while the wire stands, else when it next does. */
export function whenOpen(): Promise<void> {
  if (connection.get() === 'open') return Promise.resolve();
  return new Promise((resolve) => {
    const stop = connection.subscribe(() => {
      if (connection.get() !== 'open') return;
      stop();
      resolve();
    });
  });
}

/** Keeps a wire to the desk for as long as the page lives. */
export async function keepConnected(): Promise<void> {
  // The browser host speaks plain http on loopback and nothing else; any other page is the app's own.
  const open = location.protocol === 'http:' ? openSocket : openPort;
  for (let failures = 0; ; ) {
    const wire = await open().catch(() => null);
    if (wire) {
      failures = 0;
      current = wire.link;
      connection.set('open');
      await wire.closed;
      current = null;
      connection.set('lost');
    } else if (connection.get() === 'no-token' || connection.get() === 'wrong-token') {
      return;
    } else {
      failures += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, backOffMs(failures)));
  }
}

/** The protocol that the browser host chooses for a page whose token it does not know. */
const WRONG_TOKEN = 'livedesk-wrong-token';

function openSocket(): Promise<Wire> {
  const token = sessionToken();
  if (token === null) {
    connection.set('no-token');
    return Promise.reject(new Error('no token'));
  }
  const protocols = ['livedesk', `livedesk.${token}`, WRONG_TOKEN];
  const socket = new WebSocket(`ws://${location.host}/rpc`, protocols);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener(
      'open',
      () => {
        if (socket.protocol !== WRONG_TOKEN)
          return resolve({ link: new WebSocketLink({ websocket: socket }), closed });
        connection.set('wrong-token');
        reject(new Error('wrong token'));
      },
      { once: true },
    );
    socket.addEventListener('close', () => reject(new Error('closed')), { once: true });
  });
}

const PORT_WAIT_MS = 5000;

function openPort(): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const give = setTimeout(() => {
      window.removeEventListener('message', receive);
      reject(new Error('no port'));
    }, PORT_WAIT_MS);
    function receive(event: MessageEvent<unknown>): void {
      const [port] = event.ports;
      if (event.source !== window || !isPortMessage(event.data) || !port) return;
      clearTimeout(give);
      window.removeEventListener('message', receive);
      const closed = new Promise<void>((done) => {
        port.addEventListener('close', () => done(), { once: true });
      });
      const link = new MessagePortLink({ port });
      port.start();
      resolve({ link, closed });
    }
    window.addEventListener('message', receive);
    window.postMessage({ type: 'livedesk:connect' }, location.origin);
  });
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'livedesk:port';
}
