import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { os } from '@orpc/server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { DeskRouter } from '../desk/router.ts';
import { createRendererFiles } from './renderer-files.ts';
import { serveDesk, type WebServer } from './serve.ts';

const TOKEN = 'the-right-token';

async function serve(port = 0): Promise<WebServer> {
  const server = await serveDesk({
    port,
    token: TOKEN,
    router: { app: { info: os.handler(() => ({ here: true })) } } as unknown as DeskRouter,
    files: createRendererFiles('/nowhere'),
  });
  onTestFinished(() => server.close());
  return server;
}

interface Attempt {
  readonly path?: string;
  readonly origin?: string | null;
  readonly host?: string;
  readonly protocols?: string[];
}

/** How an upgrade is answered: 101, or the status that refuses it. */
function upgrade(port: number, attempt: Attempt): Promise<number> {
  const { path = '/rpc', protocols = ['livedesk', `livedesk.${TOKEN}`] } = attempt;
  const { origin = `http://127.0.0.1:${port}`, host = `127.0.0.1:${port}` } = attempt;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols, {
    headers: { host },
    ...(origin === null ? {} : { origin }),
  });
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('open', () => {
      resolve(101);
      socket.close();
    });
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.resume();
    });
  });
}

function get(port: number, path: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

async function rawSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('who may talk to the browser host', () => {
  test('this machine’s own page with the token', async () => {
    const { port } = await serve();
    expect(await upgrade(port, {})).toBe(101);
    for (const host of [`localhost:${port}`, `[::1]:${port}`]) {
      expect(await upgrade(port, { host, origin: `http://${host}` })).toBe(101);
    }
  });

  test('this machine’s own page learns that its token is wrong, and nothing else; a foreign one not even that', async () => {
    const { port } = await serve();
    const protocols = ['livedesk', 'livedesk.wrong', 'livedesk-wrong-token'];
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, protocols, {
      origin: `http://127.0.0.1:${port}`,
    });
    const heard: unknown[] = [];
    socket.on('message', (message) => heard.push(message));
    await once(socket, 'open');
    expect(socket.protocol).toBe('livedesk-wrong-token');
    const [code] = await once(socket, 'close');
    expect([code, heard]).toEqual([4401, []]);
    expect(await upgrade(port, { protocols, origin: 'http://evil.test' })).toBe(403);
    expect(await upgrade(port, { protocols, host: 'evil.test' })).toBe(403);
  });

  test.each<[string, (port: number) => Attempt]>([
    ['a wrong token', () => ({ protocols: ['livedesk', 'livedesk.wrong'] })],
    ['a token that begins right', () => ({ protocols: ['livedesk', `livedesk.${TOKEN.slice(0, -1)}`] })],
    ['a token with more behind it', () => ({ protocols: ['livedesk', `livedesk.${TOKEN}x`] })],
    ['no token', () => ({ protocols: ['livedesk'] })],
    ['an empty token', () => ({ protocols: ['livedesk', 'livedesk.'] })],
    ['no subprotocol at all', () => ({ protocols: [] })],
    ['the token without its prefix', () => ({ protocols: ['livedesk', TOKEN] })],
    ['a foreign page', () => ({ origin: 'https://evil.example' })],
    ['a page of another port', (port) => ({ origin: `http://127.0.0.1:${port + 1}` })],
    ['an origin that only begins like ours', (port) => ({ origin: `http://127.0.0.1:${port}.evil.example` })],
    ['https of the same address', (port) => ({ origin: `https://127.0.0.1:${port}` })],
    ['a page without an origin', () => ({ origin: 'null' })],
    ['no origin', () => ({ origin: null })],
    ['a foreign name that resolves here (DNS rebinding)', (port) => ({ host: `evil.example:${port}` })],
    [
      'a foreign name with its own origin',
      (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['another port in the host', () => ({ host: '127.0.0.1:1' })],
    ['another path', () => ({ path: '/' })],
    ['the token in the address', () => ({ path: `/rpc?token=${TOKEN}`, protocols: ['livedesk'] })],
    ['a path below', () => ({ path: '/rpc/x' })],
  ])('%s is refused with 403 and gets no socket', async (_who, attempt) => {
    const { port } = await serve();
    expect(await upgrade(port, attempt(port))).toBe(403);
  });

  test('the answer names the protocol and never the token', async () => {
    const { port } = await serve();
    const origin = `http://127.0.0.1:${port}`;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['livedesk', `livedesk.${TOKEN}`], { origin });
    await once(socket, 'open');
    expect(socket.protocol).toBe('livedesk');
    socket.terminate();
  });

  test('files are for our own name alone', async () => {
    const { port } = await serve();
    expect(await get(port, '/', { host: `evil.example:${port}` })).toBe(403);
    expect(await get(port, '/nothing.js')).toBe(404);
  });

  test('it listens on loopback alone', async () => {
    const { port } = await serve();
    const addresses = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of addresses) {
      const socket = connect(port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code, address).toBe('ECONNREFUSED');
    }
    const sameOnAll = await serve().then((other) => other.port);
    expect(sameOnAll).not.toBe(port);
  });

  test('a port that is taken is said so', async () => {
    const { port } = await serve();
    await expect(serve(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('nothing that anybody sends ends the console', () => {
  test.each(['//', '//[', '/\\\\[', '/%', '/%E0%A4%A'])(
    'an address that cannot be read: %s',
    async (path) => {
      const { port } = await serve();
      const socket = await rawSocket(port);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      const [answer]: unknown[] = await once(socket, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 \d{3} /);
      expect(await upgrade(port, {})).toBe(101);
    },
  );

  test('a refused socket that is torn off in the middle', async () => {
    const { port } = await serve();
    for (let time = 0; time < 20; time += 1) {
      const socket = await rawSocket(port);
      socket.write(
        `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nmore`,
      );
      socket.resetAndDestroy();
    }
    expect(await upgrade(port, {})).toBe(101);
  });

  test('a message that is too large, or no message at all', async () => {
    const { port } = await serve();
    const origin = `http://127.0.0.1:${port}`;
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => said.mockRestore());
    for (const send of [
      (socket: WebSocket) => socket.send(Buffer.alloc(32_000_001)),
      (socket: WebSocket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }),
      (socket: WebSocket) => socket.send('not a call', () => socket.close()),
    ]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['livedesk', `livedesk.${TOKEN}`], {
        origin,
      });
      socket.on('error', () => undefined);
      await once(socket, 'open');
      send(socket);
      await once(socket, 'close');
      expect(await upgrade(port, {})).toBe(101);
    }
  });

  test('close ends open sockets and frees the port', async () => {
    const server = await serve();
    const origin = `http://127.0.0.1:${server.port}`;
    const address = `ws://127.0.0.1:${server.port}/rpc`;
    const socket = new WebSocket(address, ['livedesk', `livedesk.${TOKEN}`], { origin });
    socket.on('error', () => undefined);
    await once(socket, 'open');
    await server.close();
    await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.CLOSED), { timeout: 10_000 });
    await serve(server.port);
  });
});
