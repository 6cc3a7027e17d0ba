/**
 * Imitates a shop backend on loopback, and what a network does to its answers. It remembers what it has *done*, whatever
 * it answered, so that something done twice shows.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { type PlatformOffer, shelfSchema } from '#shared/domain/platform/platform.schema.ts';

/** `swallow`: takes a push and shows nothing new. `silent`: does it and never answers. `outage`: 503 to everything. */
export type ShopFault = 'none' | 'swallow' | 'silent' | 'cut' | 'refuse' | 'outage';

export interface ShopSimulator {
  readonly url: string;
  readonly secret: string;
  setFault(fault: ShopFault): void;
  /** Pushes in the order in which they were done. */
  pushes(): readonly { readonly actId: string; readonly productId: string; readonly atMs: number }[];
  shown(showId: string): string | null;
  close(): Promise<void>;
}

const product = z.object({ id: z.string(), priceFen: z.int(), stock: z.int().nullable() });
const pushBody = z.object({ actId: z.string(), showId: z.string(), product });
const offerBody = z.object({
  ...{ actId: z.string(), showId: z.string(), product },
  priceFen: z.int().min(0).optional(),
  shelf: shelfSchema.optional(),
  stockDelta: z.int().optional(),
});

interface State {
  readonly done: Set<string>;
  readonly onAir: Map<string, { productId: string; actId: string }>;
  readonly offers: Map<string, { priceFen: number; shelf: PlatformOffer['shelf']; stock: number | null }>;
  readonly pushes: { actId: string; productId: string; atMs: number }[];
}

/** Status and body of an answer. */
type Reply = readonly [number, unknown];

export async function startShopSimulator({
  port = 0,
  secret = 'a-shops-own-secret',
} = {}): Promise<ShopSimulator> {
  const state: State = { done: new Set(), onAir: new Map(), offers: new Map(), pushes: [] };
  let fault: ShopFault = 'none';

  const server = createServer((request, response) => {
    const answer = ([status, body]: Reply) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    void bodyOf(request).then((text) => {
      if (fault === 'outage') return answer([503, { message: 'down' }]);
      if (request.headers.authorization !== `Bearer ${secret}`)
        return answer([401, { message: 'unknown secret' }]);
      const reply = handle(request, text);
      if (request.method === 'POST' && fault === 'silent') return;
      if (request.method === 'POST' && fault === 'cut') return request.socket.destroy();
      answer(reply);
    });
  });

  function handle(request: IncomingMessage, text: string): Reply {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname.replace(/^\/api\//, '');
    if (request.method === 'POST' && fault === 'refuse') return [409, { message: '商品未上架' }];
    if (request.method === 'POST' && path === 'push') return push(text);
    if (request.method === 'POST' && path === 'offer') return offer(text);
    if (path === 'health') return [200, { ok: true }];
    if (path === 'on-air') {
      const shown = state.onAir.get(url.searchParams.get('showId') ?? '');
      return [200, { productId: shown?.productId ?? null, actId: shown?.actId ?? null }];
    }
    if (path === 'offer') {
      const known = state.offers.get(url.searchParams.get('productId') ?? '');
      return known ? [200, known] : [404, { message: 'no such product' }];
    }
    if (path.startsWith('acts/'))
      return [200, { done: state.done.has(decodeURIComponent(path.slice('acts/'.length))) }];
    return [404, { message: 'nothing here' }];
  }

  function push(text: string): Reply {
    const { actId, showId, product } = pushBody.parse(JSON.parse(text));
    if (!once(actId)) return [200, { ok: true }];
    known(product);
    state.pushes.push({ actId, productId: product.id, atMs: performance.now() });
    if (fault !== 'swallow') state.onAir.set(showId, { productId: product.id, actId });
    return [200, { ok: true }];
  }
  function offer(text: string): Reply {
    const { actId, product, priceFen, shelf, stockDelta } = offerBody.parse(JSON.parse(text));
    if (!once(actId)) return [200, { ok: true }];
    const before = known(product);
    state.offers.set(product.id, {
      priceFen: priceFen ?? before.priceFen,
      shelf: shelf ?? before.shelf,
      stock: stockDelta === undefined ? before.stock : Math.max(0, (before.stock ?? 0) + stockDelta),
    });
    return [200, { ok: true }];
  }
  function known({ id, priceFen, stock }: z.infer<typeof product>) {
    const offered = state.offers.get(id) ?? { priceFen, shelf: 'on' as const, stock };
    state.offers.set(id, offered);
    return offered;
  }
  function once(actId: string): boolean {
    if (state.done.has(actId)) return false;
    state.done.add(actId);
    return true;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    secret,
    setFault(next) {
      fault = next;
    },
    pushes: () => state.pushes,
    shown: (showId) => state.onAir.get(showId)?.productId ?? null,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
