/**
 * From the hub's answer to an order until its money stands on the screen, in a real browser on the real console with
 * its own hub, at 200 and 2,000 orders a second. Every order is worth one fen, so that the net GMV on the screen says
 * how many orders have been drawn.
 */
import type { Page } from '@playwright/test';
import type { HubClient } from './hub-client.ts';
import { onConsole, openWatched, untilDrawn } from './on-console.ts';
import {
  atRate,
  drawnOf,
  epochMs,
  latencies,
  paintedOf,
  percentilesText,
  restartPainting,
  type Sent,
} from './page-watch.ts';
import { sampleOrders } from './sample-orders.ts';

const RATES = [200, 2000] as const;
const SECONDS = 15;
/** Not counted: the first seconds, while the page's code warms up. */
const WARM_SECONDS = 3;
/** Orders come in small requests, as from a shop's backend that forwards them as they are paid. */
const REQUESTS_A_SECOND = 20;

export function benchLatency(): Promise<void> {
  return onConsole('latency', async (bed) => {
    const [shop] = await bed.clients(1);
    if (!shop) throw new Error('no connection');
    const showId = await shop.createShow('bench');
    const page = await openWatched(bed);
    print(`latency, ${SECONDS} s each, ${REQUESTS_A_SECOND} requests a second:`);
    let before = 0;
    for (const rate of RATES) before = await measure(page, shop, showId, rate, before);
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measure(
  page: Page,
  shop: HubClient,
  showId: string,
  rate: number,
  before: number,
): Promise<number> {
  await restartPainting(page);
  const sent = await sendAtRate(shop, showId, rate, before);
  const painted = await paintedOf(page);
  const total = sent.at(-1)?.upTo ?? before;
  await untilDrawn(page, total);
  const drawn = await drawnOf(page);
  const warmMs = (sent[0]?.sentMs ?? 0) + WARM_SECONDS * 1000;
  const counted = sent.filter(({ sentMs }) => sentMs >= warmMs);
  const afterAnswer = latencies(counted, drawn, ({ acceptedMs }) => acceptedMs);
  const afterSending = latencies(counted, drawn, ({ sentMs }) => sentMs);
  print(`  ${`${rate} orders/s`.padEnd(16)}accepted → drawn  ${percentilesText(afterAnswer, 'requests')}`);
  print(`  ${''.padEnd(16)}sent → drawn      ${percentilesText(afterSending, 'requests')}`);
  print(
    `  ${''.padEnd(16)}the page          ${painted.framesPerSecond.toFixed(0)} frames/s, longest task ` +
      `${painted.longestTaskMs.toFixed(0)} ms, ${painted.longTasks} tasks over 50 ms`,
  );
  return total;
}

async function sendAtRate(shop: HubClient, showId: string, rate: number, before: number): Promise<Sent[]> {
  const perRequest = rate / REQUESTS_A_SECOND;
  const sent: Sent[] = [];
  await atRate(SECONDS, REQUESTS_A_SECOND, async (count) => {
    const first = before + count * perRequest + 1;
    const orders = sampleOrders(first, perRequest).map((order) => ({ ...order, kind: 'paid', amountFen: 1 }));
    const body = Buffer.from(JSON.stringify(orders));
    const sentMs = epochMs();
    await shop.ingest(showId, body, perRequest);
    sent.push({ upTo: first + perRequest - 1, sentMs, acceptedMs: epochMs() });
  });
  return sent;
}
