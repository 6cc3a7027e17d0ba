import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Op } from '#shared/contract/hub.ts';
import type { DeskLive } from '#shared/contract/live.ts';
import { newProduct, newShow, newSlot } from '#shared/sync/documents-fixture.ts';
import type { PostId, RunId, ShowId, SlotId } from '#shared/sync/ids.ts';
import { callerOf } from '../headless-session.ts';
import { emptyLedger } from '../ledger.ts';
import { readDesk } from '../oracle/desk-rows.ts';
import { readHub } from '../oracle/hub-rows.ts';
import { judge } from '../oracle/oracle.ts';
import { replayOf } from '../oracle/replay.ts';
import { startAckProxy } from '../processes/ack-proxy.ts';
import { randomOf } from '../random.ts';
import { atRest, type CrowdConsole, type CrowdHub, crowdConsole, crowdHub } from './crowd.ts';

const CONSOLES = 50;
const OPS_EACH = 20;
const BURST = 5000;
const BATCH = 1000;
const TIMEOUT_MS = 300_000;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

interface Crowd {
  readonly hub: CrowdHub;
  readonly consoles: readonly CrowdConsole[];
  /** Console 1 reaches the hub through it. */
  readonly proxy: Awaited<ReturnType<typeof startAckProxy>>;
}

async function openCrowd(size: number): Promise<Crowd> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-crowd-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const hub = await crowdHub(join(folder, 'hub'), size);
  endings.push(() => hub.kill());
  const proxy = await startAckProxy(randomOf('crowd'));
  endings.push(() => proxy.close());
  proxy.aim(hub.url);
  const consoles = Array.from({ length: size }, (_, index) =>
    crowdConsole(folder, index + 1, index === 0 ? proxy.url : hub.url),
  );
  for (const { session } of consoles) endings.push(() => session.close());
  await atRest(consoles, hub);
  return { hub, consoles, proxy };
}

/** A show with one slot for each console. Answers the ops that made it. */
async function setStage(desk: CrowdConsole, slots: number): Promise<Op[]> {
  const { documents, session } = desk.session.parts;
  const numbers = Array.from({ length: slots }, (_, index) => index + 1);
  const showId = 'show-1' as ShowId;
  const runId = 'run-1' as RunId;
  const ops = [
    await documents.submit('show.create', newShow(showId)),
    await documents.submit('run.create', { id: runId, showId, kind: 'live' }),
    await documents.submit('product.import', {
      ...{ showId, runId },
      products: [newProduct('product-1')],
      slots: numbers.map((number) => newSlot(`slot-${number}`, 'product-1')),
    }),
  ];
  for (const op of ops) void session.pushed(op);
  return ops;
}

async function sell(hub: CrowdHub, first: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => {
    const id = `e-${first + index}`;
    return {
      ...{ eventId: id, orderId: id, kind: 'paid', amountFen: 100, buyerId: `u-${index % 97}` },
      lines: [{ sku: 'sku-product-1', title: '柔巾', qty: 1, priceFen: 100, amountFen: 100 }],
      ...{ channel: 'app', shopId: 'main', at: '2026-06-18T11:00:00Z' },
    };
  });
  const answer = await fetch(new URL('/v1/shows/show-1/orders', hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  expect(await answer.json()).toMatchObject({ accepted: count, rejected: [] });
}

/** Follows a show's figures as a screen would. */
function watchOrders({ session }: CrowdConsole): { orders(): number } {
  let orders = 0;
  void (async () => {
    const frames = (await callerOf(session)('live.watch', {
      showId: 'show-1',
      runKind: 'live',
    })) as AsyncIterable<DeskLive>;
    for await (const { totals } of frames) orders = totals?.orders ?? orders;
  })();
  return { orders: () => orders };
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(20);
}

test(
  '[SY12] [SY30] [SY61] fifty consoles come back at once and all agree; a burst reaches each; a stalled one catches up',
  async () => {
    const { hub, consoles, proxy } = await openCrowd(CONSOLES);
    const [first] = consoles;
    if (!first) throw new Error('no console');
    const bodies = new Map((await setStage(first, CONSOLES)).map((op) => [op.opId, op]));
    await atRest(consoles, hub);
    const screens = consoles.map(watchOrders);

    // The storm: everybody has worked without the hub and comes back together.
    const ledger = emptyLedger();
    await hub.kill();
    for (const [index, { name, session }] of consoles.entries()) {
      for (let count = 0; count < OPS_EACH; count += 1) {
        const op = await session.parts.documents.submit(
          'rundown.plan',
          // Each has a slot of its own, and all quarrel about the first.
          { slotId: `slot-${count % 2 === 0 ? index + 1 : 1}` as SlotId, plannedSec: index * 100 + count },
        );
        bodies.set(op.opId, op);
        ledger.ops.push({ console: name, path: op.name, opId: op.opId, told: 'kept', code: null });
      }
    }
    proxy.stall(true);
    await hub.restart();
    proxy.aim(hub.url);
    const others = consoles.slice(1);
    await atRest(others, hub);

    // The burst, while one console hears nothing.
    for (let sold = 0; sold < BURST; sold += BATCH) await sell(hub, sold, BATCH);
    await until(() => screens.slice(1).every((screen) => screen.orders() === BURST));
    proxy.stall(false);
    proxy.cut();
    await atRest(consoles, hub);
    await until(() => screens.every((screen) => screen.orders() === BURST));

    const findings = await judge({
      ...{ hub: await readHub(join(hub.dataDir, 'hub.db')), ledger },
      desks: new Map(consoles.map(({ name, file }) => [name, readDesk(file)])),
      replay: replayOf((opId) => bodies.get(opId)),
    });
    expect(findings).toEqual({ violations: [], lost: 0, twice: 0, late: 0 });
  },
  TIMEOUT_MS,
);

const TEXT_CHARACTERS = 8000;
const POSTS = 2000;
/**
 * What the news of them takes on its way: three bytes for each of these characters. The backlog lets a million of them
 * wait and as many be on their way, which is up to 8 MB; a hub without it was seen to hold 90 MB.
 */
const SENT_BYTES = POSTS * TEXT_CHARACTERS * 3;
/** Far below what the hub waits for a sign of life. */
const BEAT_MS = 2000;

/** Puts them into the console's outbox, to be pushed with the last one: what is on the way then takes no time to make. */
async function writePosts({ session }: CrowdConsole): Promise<Op> {
  const { documents } = session.parts;
  const common = { showId: 'show-1' as ShowId, title: '', productId: null, tags: [] };
  let last: Op | null = null;
  for (let count = 0; count < POSTS; count += 1) {
    const text = String(count).padStart(TEXT_CHARACTERS, '柔');
    last = await documents.submit('post.save', { ...common, id: `post-${count % 50}` as PostId, text });
  }
  if (!last) throw new Error('nothing written');
  return last;
}

test(
  '[SY61] a stalled console costs the hub a bounded memory, and has everything once it reads again',
  async () => {
    const { hub, consoles, proxy } = await openCrowd(2);
    const [stalled, busy] = consoles;
    if (!stalled || !busy) throw new Error('no console');
    await setStage(busy, 1);
    await atRest(consoles, hub);
    const lastOp = await writePosts(busy);
    const before = await hub.memory();

    proxy.stall(true);
    const beats = setInterval(proxy.beat, BEAT_MS);
    endings.push(() => clearInterval(beats));
    void busy.session.parts.session.pushed(lastOp);
    await atRest([busy], hub);
    const { heldBytes } = await hub.memory();
    // The hub holds its line still: one that it has given up costs nothing, however much was meant for it.
    expect(busy.session.hub.state().consoles).toHaveLength(2);
    expect(heldBytes - before.heldBytes).toBeLessThan(SENT_BYTES / 3);

    proxy.stall(false);
    await atRest(consoles, hub);
    const [own, theirs] = [readDesk(stalled.file), readDesk(busy.file)];
    expect([...own.documents].map(([key, { base }]) => [key, base])).toEqual(
      [...theirs.documents].map(([key, { base }]) => [key, base]),
    );
  },
  TIMEOUT_MS,
);
