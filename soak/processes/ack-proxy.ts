/**
 * A man in the middle between consoles and their hub. It speaks WebSocket, so that it can lose what a cable cannot: a
 * single acknowledgement, with the connection standing. Everything else, REST too, goes through untouched.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Op } from '#shared/contract/hub.ts';
import { opsIn } from '../oracle/ops-in.ts';
import type { Random } from '../random.ts';

export interface AckProxy {
  readonly url: string;
  /** Where the hub is now. */
  aim(hubUrl: string): void;
  /** From now on so large a share of the hub's acknowledgements is lost; 0 heals. */
  loseAcks(share: number): void;
  /** Ends every connection, as a router that was unplugged. */
  cut(): void;
  /** From now on nobody gets through, until it is called with false. */
  block(blocked: boolean): void;
  /** While stalled, nothing that the hub says is read: it piles up at the hub, as with a machine that hangs. */
  stall(stalled: boolean): void;
  /** Asks every console for a sign of life, as the hub does: called now and then, its line stands however long it stalls. */
  beat(): void;
  /** Every op that a console has sent, with the device it came from. */
  readonly seen: ReadonlyMap<string, { readonly op: Op; readonly deviceId: string }>;
  readonly lost: number;
  close(): Promise<void>;
}

/** Of socket.io over engine.io: a message (4) that is a connect (0), an event (2) or an acknowledgement (3). */
const CONNECT = /^40(?=\{)/;
const BRINGS_OPS = /^42\d*(?=\["(push|command)",)/;
const ACKNOWLEDGEMENT = /^43\d/;
const PING = '2';

export async function startAckProxy(random: Random): Promise<AckProxy> {
  let target: URL | null = null;
  let share = 0;
  let blocked = false;
  let stalled = false;
  let lost = 0;
  const seen = new Map<string, { op: Op; deviceId: string }>();
  const pairs = new Set<() => void>();
  const hubs = new Set<WebSocket>();
  const desks = new Set<WebSocket>();
  const accepting = new WebSocketServer({ noServer: true });

  const server = createServer((incoming, response) => forward(incoming, response));
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    if (target === null || blocked) {
      socket.destroy();
      return;
    }
    const hub = new WebSocket(new URL(incoming.url ?? '/', target).href.replace(/^http/, 'ws'));
    hub.on('error', () => socket.destroy());
    // The console is let in once the hub is: what the hub says first is heard by somebody.
    hub.once('open', () => {
      accepting.handleUpgrade(incoming, socket, head, (desk) => join(desk, hub));
    });
  });

  function join(desk: WebSocket, hub: WebSocket): void {
    let deviceId = '';
    const end = () => {
      pairs.delete(end);
      hubs.delete(hub);
      desks.delete(desk);
      desk.terminate();
      hub.terminate();
    };
    pairs.add(end);
    hubs.add(hub);
    desks.add(desk);
    if (stalled) hub.pause();
    for (const side of [desk, hub]) side.on('close', end).on('error', end);
    desk.on('message', (data, isBinary) => {
      const text = isBinary ? '' : data.toString();
      if (CONNECT.test(text)) deviceId = (JSON.parse(text.slice(2)) as { deviceId: string }).deviceId;
      if (BRINGS_OPS.test(text)) note(text.replace(BRINGS_OPS, ''), deviceId);
      if (hub.readyState === WebSocket.OPEN) hub.send(data, { binary: isBinary });
    });
    hub.on('message', (data, isBinary) => {
      if (!isBinary && share > 0 && ACKNOWLEDGEMENT.test(data.toString()) && random.chance(share)) lost += 1;
      else if (desk.readyState === WebSocket.OPEN) desk.send(data, { binary: isBinary });
    });
  }

  function note(json: string, deviceId: string): void {
    const [name, input] = JSON.parse(json) as [string, unknown];
    for (const op of opsIn(name, input)) seen.set(op.opId, { op, deviceId });
  }

  function forward(incoming: IncomingMessage, response: ServerResponse): void {
    if (target === null || blocked) {
      response.destroy();
      return;
    }
    const { method, headers, url = '/' } = incoming;
    const passed = request(new URL(url, target), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    incoming.pipe(passed);
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const cut = () => {
    for (const end of [...pairs]) end();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    aim: (hubUrl) => {
      target = new URL(hubUrl);
    },
    loseAcks: (wanted) => {
      share = wanted;
    },
    cut,
    block: (now) => {
      blocked = now;
      if (now) cut();
    },
    stall: (now) => {
      stalled = now;
      for (const hub of hubs) stalled ? hub.pause() : hub.resume();
    },
    beat: () => {
      for (const desk of desks) desk.send(PING);
    },
    seen,
    get lost() {
      return lost;
    },
    async close() {
      cut();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
