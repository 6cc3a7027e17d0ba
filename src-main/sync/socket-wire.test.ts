import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { socketWire } from './socket-wire.ts';

test('[SY1] a line that ends amid the handshake is tried again at once, not when its time is up', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  let attempts = 0;
  // Let in, and cut off before the hub has said a word.
  const cut = new Promise<void>((resolve) => {
    sockets.on('connection', (socket) => {
      attempts += 1;
      if (attempts === 3) resolve();
      socket.terminate();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let lost = 0;
  const wire = socketWire({ url, token: 'token', deviceId: 'desk-1' })({
    ...{ connected: () => undefined, refused: () => undefined, message: () => undefined },
    disconnected: () => {
      lost += 1;
    },
  });
  onTestFinished(() => {
    wire.close();
    sockets.close();
    server.close();
  });
  await cut;
  expect(lost).toBeGreaterThanOrEqual(2);
}, 8000);
