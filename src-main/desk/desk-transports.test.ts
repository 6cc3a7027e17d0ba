import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as MessagePortLink } from '@orpc/client/message-port';
import { RPCLink as WebSocketLink } from '@orpc/client/websocket';
import { RPCHandler } from '@orpc/server/message-port';
import { vi } from 'vitest';
import { WebSocket } from 'ws';
import { createRendererFiles } from '../web/renderer-files.ts';
import { serveDesk } from '../web/serve.ts';
import { consolePorts, hubCli, realCheck } from './console-fixture.ts';
import { createDesk, type Desk } from './create-desk.ts';
import { type DeskClient, type DeskUnderTest, deskContractSuite } from './desk.contract.ts';

const open = vi.hoisted(() => ({ channels: 0 }));

// Nothing is replaced: the real channels are counted on their way in and out.
vi.mock('../sync/channel.ts', async (importOriginal) => {
  const real = await importOriginal<typeof import('../sync/channel.ts')>();
  return {
    ...real,
    channel: <T>(merge: (waiting: T, next: T) => T, onClose: () => void) => {
      open.channels += 1;
      return real.channel(merge, () => {
        open.channels -= 1;
        onClose();
      });
    },
  };
});

interface Console {
  readonly desk: Desk;
  readonly dataDir: string;
  readonly key: string;
  close(): Promise<void>;
}

/** A real desk with its own hub in a worker, in a folder of its own. */
async function startConsole(host: 'electron' | 'web'): Promise<Console> {
  const dataDir = mkdtempSync(join(tmpdir(), 'livedesk-'));
  const desk = await createDesk(consolePorts(dataDir, { host, checkFile: realCheck }));
  const scopes = 'ingest,claims,read,manage,control';
  const key = await hubCli(dataDir, 'key', '--scope', scopes, '--label', 'test');
  return {
    desk,
    dataDir,
    key,
    async close() {
      await desk.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function overMessagePort(): Promise<DeskUnderTest> {
  const { desk, dataDir, key, close } = await startConsole('electron');
  const handler = new RPCHandler(desk.router);
  return {
    dataDir,
    key,
    hubUrl: desk.hubUrl,
    openChannels: () => open.channels,
    async connect() {
      const { port1, port2 } = new MessageChannel();
      handler.upgrade(port1, { context: {} });
      port1.start();
      const client: DeskClient = createORPCClient(new MessagePortLink({ port: port2 }));
      port2.start();
      return { client, close: () => port2.close() };
    },
    close,
  };
}

async function overWebSocket(): Promise<DeskUnderTest> {
  const { desk, dataDir, key, close } = await startConsole('web');
  const server = await serveDesk({
    port: 0,
    token: 'screen-token',
    router: desk.router,
    files: createRendererFiles(join(dataDir, 'no-screen')),
  });
  return {
    dataDir,
    key,
    hubUrl: desk.hubUrl,
    openChannels: () => open.channels,
    async connect() {
      const address = `127.0.0.1:${server.port}`;
      const socket = new WebSocket(`ws://${address}/rpc`, ['livedesk', 'livedesk.screen-token'], {
        origin: `http://${address}`,
      });
      await once(socket, 'open');
      const client: DeskClient = createORPCClient(
        new WebSocketLink({ websocket: socket as unknown as globalThis.WebSocket }),
      );
      return { client, close: () => socket.terminate() };
    },
    async close() {
      await server.close();
      await close();
    },
  };
}

deskContractSuite('a message port', overMessagePort);
deskContractSuite('a WebSocket', overWebSocket);
