/** The browser host's server: the built screen over HTTP and the desk's router over WebSocket, on loopback alone. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { DeskRouter } from '../desk/router.ts';
import { canBeTold, hostAllowed, originAllowed, PROTOCOL, tokenAllowed, WRONG_TOKEN } from './guard.ts';
import type { RendererFiles } from './renderer-files.ts';

export interface WebServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A sheet of 20 MB travels as base64 in one message. */
const MAX_MESSAGE_BYTES = 32_000_000;

/** Rejects with the socket's error, such as EADDRINUSE, when the port cannot be had. */
export async function serveDesk(options: {
  readonly port: number;
  readonly token: string;
  readonly router: DeskRouter;
  readonly files: RendererFiles;
}): Promise<WebServer> {
  let port = options.port;
  const server = createServer((request, response) => {
    if (!hostAllowed(request, port)) {
      response.writeHead(403).end();
      return;
    }
    const pathname = pathOf(request.url ?? '/');
    if (pathname === null) {
      response.writeHead(400).end();
      return;
    }
    options.files
      .respond(pathname, request.method ?? 'GET')
      .then((answer) => response.writeHead(answer.status, answer.headers).end(answer.body))
      .catch(() => response.writeHead(500).end());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols: (offered, request) => {
      const chosen = tokenAllowed(request, options.token) ? PROTOCOL : WRONG_TOKEN;
      return offered.has(chosen) ? chosen : false;
    },
  });
  const handler = new RPCHandler(options.router);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const ours = request.url === '/rpc' && hostAllowed(request, port) && originAllowed(request, port);
    const known = tokenAllowed(request, options.token);
    if (!ours || !(known || canBeTold(request))) {
      // Node hands the bare socket over: an error on it that nobody hears would end the console.
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      // A message too large or broken: ws closes the socket itself, and the screen takes up a new one.
      ws.on('error', () => undefined);
      if (!known) return ws.close(4401);
      void handler.upgrade(ws, { context: {} });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        for (const ws of sockets.clients) ws.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The path of a request's address, or null where there is none: `//` and the like are no URL to resolve. */
function pathOf(address: string): string | null {
  return address.startsWith('/') ? (URL.parse(`http://localhost${address}`)?.pathname ?? null) : null;
}
