/**
 * The server that tablets look at: the host page's files over HTTP and the host router over WebSocket, on every network
 * of this machine, and nothing else of the desk. It runs only while the host view is open.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RendererFiles } from '../web/renderer-files.ts';
import type { Entry } from './host-door.ts';
import type { HostRouter } from './host-router.ts';

/** Also the name under which a page offers its secret: `livedesk-host.SECRET`. */
export const HOST_PROTOCOL = 'livedesk-host';
/** How a page is told why it is let go: it cannot read a refused upgrade. */
export const CLOSE_CODES = { 'code-ended': 4403, unknown: 4401, removed: 4410, closed: 4411 } as const;

export interface HostServer {
  readonly port: number;
  /** Ends what this viewer has open. */
  dismiss(viewerId: string): void;
  close(): Promise<void>;
}

export interface HostServerOptions {
  /** 0 lets the system choose; one that is taken is replaced by another. */
  readonly port: number;
  readonly router: HostRouter;
  readonly files: RendererFiles;
  readonly enter: (secret: string, device: string) => Entry;
  readonly onConnected: (viewerId: string) => void;
  readonly onGone: (viewerId: string) => void;
}

const MAX_MESSAGE_BYTES = 10_000;
/** A network can be lost without a word: whoever does not answer two of these is gone. */
const PING_MS = 10_000;

export async function serveHostView(options: HostServerOptions): Promise<HostServer> {
  const server = createServer((request, response) => {
    const path = pageOf(request.url ?? '/');
    if (path === null) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here.');
      return;
    }
    options.files
      .respond(path, request.method ?? 'GET')
      .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body))
      .catch(() => response.writeHead(500).end());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered) => (offered.has(HOST_PROTOCOL) ? HOST_PROTOCOL : false),
  });
  const open = new Map<WebSocket, { viewerId: string; alive: boolean }>();
  const handler = new RPCHandler(options.router);

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const secret = secretOf(request);
    if (request.url !== '/host/rpc' || secret === null || !sameOrigin(request)) {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => undefined);
      const entry = options.enter(secret, deviceOf(request));
      if ('refused' in entry) return ws.close(CLOSE_CODES[entry.refused]);
      const { viewer, newKey } = entry;
      open.set(ws, { viewerId: viewer.id, alive: true });
      ws.on('pong', () => {
        const one = open.get(ws);
        if (one) one.alive = true;
      });
      ws.on('close', () => {
        open.delete(ws);
        if (![...open.values()].some(({ viewerId }) => viewerId === viewer.id)) options.onGone(viewer.id);
      });
      void handler.upgrade(ws, { context: { viewerId: viewer.id, newKey } });
      options.onConnected(viewer.id);
    });
  });
  const pings = setInterval(() => {
    for (const [ws, one] of open) {
      if (!one.alive) ws.terminate();
      one.alive = false;
      ws.ping();
    }
  }, PING_MS);
  pings.unref();

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '0.0.0.0', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(options.port).catch(() => listen(0));

  return {
    port: (server.address() as AddressInfo).port,
    dismiss(viewerId) {
      for (const [ws, one] of open) if (one.viewerId === viewerId) ws.close(CLOSE_CODES.removed);
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(pings);
        for (const ws of open.keys()) ws.close(CLOSE_CODES.closed);
        server.close(() => resolve());
        // What has heard the reason is gone by itself; nobody waits for the rest.
        setTimeout(() => server.closeAllConnections(), 200).unref();
      }),
  };
}

/** The host page and the files it is made of; every other path of the renderer is the desk's own. */
function pageOf(address: string): string | null {
  const pathname = address.startsWith('/') ? URL.parse(`http://localhost${address}`)?.pathname : undefined;
  if (pathname === '/host' || pathname === '/') return '/host.html';
  return pathname !== undefined && (pathname.startsWith('/assets/') || pathname === '/favicon.ico')
    ? pathname
    : null;
}

function secretOf(request: IncomingMessage): string | null {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const prefix = `${HOST_PROTOCOL}.`;
  return offered.find((name) => name.startsWith(prefix))?.slice(prefix.length) || null;
}

/** A page of somebody else's must not use the key that a tablet's browser keeps for ours. */
function sameOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin === `http://${headers.host}`;
}

/** What a person would call the device: enough to tell a tablet from a phone in the list. */
export function deviceOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const agent = headers['user-agent'] ?? '';
  const named = ['iPad', 'iPhone', 'HarmonyOS', 'Android', 'Windows', 'Macintosh', 'Linux'];
  return named.find((name) => agent.includes(name)) ?? '—';
}
