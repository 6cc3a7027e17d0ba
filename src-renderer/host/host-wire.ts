/**
 * The tablet's wire to the desk. The code from the QR picture is exchanged for a key that this browser keeps, so that a
 * lost network, a locked tablet or a restarted desk is come back from without scanning again.
 */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { HostContract, HostFrame } from '#shared/contract/host.ts';
import { backOffMs } from '../client/back-off.ts';
import { createStore } from '../client/store.ts';

export type HostClient = ContractRouterClient<HostContract>;
export type HostConnection =
  | 'connecting'
  | 'open'
  | 'lost'
  | 'no-code'
  | 'code-ended'
  | 'unknown'
  | 'removed'
  | 'closed';

export interface Received {
  readonly frame: HostFrame;
  /** `performance.now()` when it came: times in the frame count on from there. */
  readonly atMs: number;
}

export const hostConnection = createStore<HostConnection>('connecting');
export const received = createStore<Received | null>(null);
let current: HostClient | null = null;

const KEY = 'livedesk.host-key';
/** How the desk says why it lets a device go. */
const endings: Readonly<Record<number, HostConnection>> = {
  4401: 'unknown',
  4403: 'code-ended',
  4410: 'removed',
  4411: 'closed',
};

/** Calls the desk; rejects at once while it is out of reach, so that nothing is said late. */
export function tell<T>(say: (client: HostClient) => Promise<T>): Promise<T> {
  return current ? say(current) : Promise.reject(new Error('the desk is out of reach'));
}

function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code) history.replaceState(null, '', location.pathname);
  return code;
}

export async function keepHostConnected(): Promise<void> {
  // Scanned again in an open tab, only the fragment changes.
  window.addEventListener('hashchange', () => location.reload());
  let code = takeCode();
  for (let failures = 0; ; ) {
    // A code just scanned counts more than a key that may have ended.
    const secret = code ?? localStorage.getItem(KEY);
    if (secret === null) return hostConnection.set('no-code');
    const ending = await session(secret, () => {
      failures = 0;
      code = null;
    });
    if (ending === 'code-ended' && localStorage.getItem(KEY) !== null) {
      // An old picture on a tablet that is in already: its key may still open.
      code = null;
      continue;
    }
    if (ending !== 'lost') {
      if (ending !== 'code-ended') localStorage.removeItem(KEY);
      return hostConnection.set(ending);
    }
    failures += 1;
    hostConnection.set(received.get() === null ? 'connecting' : 'lost');
    await new Promise((resolve) => setTimeout(resolve, backOffMs(failures)));
  }
}

/** One connection from its beginning to its end. */
async function session(secret: string, onOpen: () => void): Promise<HostConnection> {
  const protocols = ['livedesk-host', `livedesk-host.${secret}`];
  const socket = new WebSocket(`ws://${location.host}/host/rpc`, protocols);
  const closed = new Promise<HostConnection>((resolve) => {
    socket.addEventListener('close', ({ code }) => resolve(endings[code] ?? 'lost'), { once: true });
  });
  const client: HostClient = createORPCClient(new RPCLink({ websocket: socket }));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('close', () => reject(new Error('closed')), { once: true });
    });
    const { key } = await client.host.enter();
    if (key !== null) localStorage.setItem(KEY, key);
    onOpen();
    current = client;
    for await (const frame of await client.host.watch()) {
      received.set({ frame, atMs: performance.now() });
      hostConnection.set('open');
    }
    socket.close();
  } catch {
    // Whatever broke, the socket's own ending says why.
    socket.close();
  } finally {
    current = null;
  }
  return closed;
}
