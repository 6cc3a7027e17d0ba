/**
 * Order ingest through the whole way (HTTP from another process, checks, de-duplication, facts and counters committed
 * with FULL, live frames to a watching desk) against a bare batched insert of the same rows into the same tables.
 * The two take turns batch by batch, so that what else the machine does falls on both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '#shared/contract/hub.ts';
import type { Counters } from '#shared/domain/order/counters.ts';
import { type BareBatch, bareBatches, openBareStore } from './bare-store.ts';
import { spreadOf, spreadText } from './figures.ts';
import { HubClient } from './hub-client.ts';
import type { HubReady } from './hub-process.ts';
import { startBenchHub } from './hub-process-handle.ts';
import { sampleOrders } from './sample-orders.ts';

const BATCH = 500;
const BATCHES_A_ROUND = 20;
const ROUNDS = 9;
/** Not counted: compilers and caches warm up. */
const WARM_ROUNDS = 2;
const WANTED_RATIO = 0.5;

export async function benchIngest(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const hub = await startBenchHub(join(folder, 'hub'));
  const bare = openBareStore(join(folder, 'bare.db'));
  const shop = new HubClient(hub.ready);
  try {
    const showId = await shop.createShow('bench');
    const desk = await watchingDesk(hub.ready, showId);
    const total = (WARM_ROUNDS + ROUNDS) * BATCHES_A_ROUND;
    const batches = Array.from({ length: total }, (_, index) => sampleOrders(1 + index * BATCH, BATCH));
    const bodies = batches.map((events) => Buffer.from(JSON.stringify(events)));
    const rows = bareBatches(batches);

    const wholeRates: number[] = [];
    const bareRates: number[] = [];
    for (let round = 0; round < WARM_ROUNDS + ROUNDS; round += 1) {
      let wholeMs = 0;
      let bareMs = 0;
      for (let index = round * BATCHES_A_ROUND; index < (round + 1) * BATCHES_A_ROUND; index += 1) {
        wholeMs += await timeOf(() => shop.ingest(showId, bodies[index] as Buffer, BATCH));
        bareMs += await timeOf(async () => bare.write(rows[index] as BareBatch));
      }
      if (round < WARM_ROUNDS) continue;
      wholeRates.push(rateOf(wholeMs));
      bareRates.push(rateOf(bareMs));
    }
    const counters = await shop.send<Counters>('GET', `/v1/shows/${showId}/counters`);
    if (counters.orders + counters.refundsCount !== total * BATCH)
      throw new Error('the hub has lost or doubled orders');
    const ratio = spreadOf(wholeRates.map((rate, index) => rate / (bareRates[index] ?? Number.NaN)));
    print(`ingest, batches of ${BATCH}, one sender, ${ROUNDS} rounds of ${BATCHES_A_ROUND * BATCH} orders:`);
    print(
      `  whole way     ${spreadText(spreadOf(wholeRates), 0)} orders/s, ${desk.frames()} live frames received`,
    );
    print(`  bare inserts  ${spreadText(spreadOf(bareRates), 0)} orders/s`);
    print(`  ratio         ${spreadText(ratio, 2)}, wanted ${WANTED_RATIO.toFixed(2)} or more`);
    desk.close();
  } finally {
    shop.close();
    bare.close();
    await hub.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Orders a second of a round that took so long. */
function rateOf(ms: number): number {
  return (BATCHES_A_ROUND * BATCH * 1000) / ms;
}

/** A desk's socket, watching the show; it counts the frames that reach it. */
async function watchingDesk(
  { url, token }: HubReady,
  showId: string,
): Promise<{ frames(): number; close(): void }> {
  const socket: Socket = io(url, {
    transports: ['websocket'],
    auth: { token, protocol: PROTOCOL_VERSION, deviceId: 'owner' },
  });
  let frames = 0;
  socket.on('live', () => {
    frames += 1;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const answer = await socket.emitWithAck('watch', { showId, runKind: 'live' });
  if (answer.ok !== true) throw new Error(`the desk may not watch: ${JSON.stringify(answer)}`);
  return { frames: () => frames, close: () => socket.close() };
}
