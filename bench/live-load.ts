/**
 * The busiest minute: 2,000 orders, 500 comments and 50 claims a second through a console's own hub, with its screen
 * open in a real browser. What the page paints, how old its figures are, whether its memory grows, and how long after
 * the release of F12 the take stands on the screen.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { planShow, SHOW_ID } from './bench-show.ts';
import { spreadOf } from './figures.ts';
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

const SECONDS = 60;
/** Before anything is counted: the page's code warms up. */
const WARM_SECONDS = 10;
const ORDERS_A_SECOND = 2000;
const COMMENTS_A_SECOND = 500;
const CLAIMS_A_SECOND = 50;
/** Requests of orders, and of comments, a second. */
const REQUESTS_A_SECOND = 20;
/** The memory is looked at over this last stretch. */
const HEAP_SECONDS = 40;
/** A take now and then; two may not come closer than a second. */
const TAKE_EVERY_MS = 1700;
const SLOTS = 60;

const words = [
  '尺码多少',
  '价格多少',
  '什么时候发货',
  '好看',
  '已拍',
  '还有库存吗',
  '这个颜色有吗',
  '主播看我',
];

export function benchLiveLoad(): Promise<void> {
  return onConsole('live-load', async (bed) => {
    await planShow(bed.folder, bed.hub, SLOTS);
    const clients = await bed.clients(4);
    const [orders, comments, claims, control] = clients as [HubClient, HubClient, HubClient, HubClient];
    const dropId = await openDrop(control);
    const page = await openWatched(bed);
    await watchTakes(page);
    const devtools = await page.context().newCDPSession(page);
    const sent: Sent[] = [];
    const all = SECONDS + WARM_SECONDS;
    const load = Promise.all([
      sendOrders(orders, all, sent),
      sendComments(comments, all),
      sendClaims(claims, dropId, all),
    ]);
    await sleep(WARM_SECONDS * 1000);
    const countedFromMs = epochMs();
    await restartPainting(page);
    const heap = sampleHeap(devtools);
    const takes = pressTakes(page, SECONDS - 2);
    await load;
    const painted = await paintedOf(page);
    const heapSamples = heap.end();
    await takes;
    const total = sent.at(-1)?.upTo ?? 0;
    await untilDrawn(page, total);
    const counted = sent.filter(({ sentMs }) => sentMs >= countedFromMs);
    const ages = latencies(counted, await drawnOf(page), ({ acceptedMs }) => acceptedMs);
    const frames = spreadOf(painted.bySecond);
    const taken = await page.evaluate(() => (globalThis as unknown as { takes: number[] }).takes);
    print(
      `the live screen at ${ORDERS_A_SECOND} orders, ${COMMENTS_A_SECOND} comments and ${CLAIMS_A_SECOND} claims a second, ${SECONDS} s:`,
    );
    print(
      `  frames a second    median ${frames.median.toFixed(0)}, worst ${frames.min.toFixed(0)} (wanted ≥ 55)`,
    );
    print(
      `  longest task       ${painted.longestTaskMs.toFixed(0)} ms, ${painted.longTasks} over 50 ms (wanted none over 100)`,
    );
    print(`  age of a figure    ${percentilesText(ages, 'requests')} (wanted p99 ≤ 250 ms)`);
    print(`  memory of the page ${heapText(heapSamples)}`);
    print(`  F12 to the screen  ${percentilesText(taken, 'takes')} (wanted p99 ≤ 100 ms)`);
  });
}

async function openDrop(control: HubClient): Promise<string> {
  const plan = { kind: 'coupon', title: '满199减20', amountFen: 2000, thresholdFen: 19_900 };
  const { id } = await control.send<{ id: string }>(
    'POST',
    `/v1/shows/${SHOW_ID}/drops`,
    JSON.stringify({ ...plan, quota: 1_000_000, perBuyer: 1, openSec: 600 }),
  );
  await control.send('POST', `/v1/drops/${id}/fire`, '', { 'idempotency-key': 'bench' });
  return id;
}

function sendOrders(shop: HubClient, seconds: number, sent: Sent[]): Promise<void> {
  const each = ORDERS_A_SECOND / REQUESTS_A_SECOND;
  return atRate(seconds, REQUESTS_A_SECOND, async (count) => {
    const first = count * each + 1;
    // One fen each: the figure on the screen says how many have been drawn.
    const orders = sampleOrders(first, each).map((order) => ({ ...order, kind: 'paid', amountFen: 1 }));
    const body = Buffer.from(JSON.stringify(orders));
    const sentMs = epochMs();
    await shop.ingest(SHOW_ID, body, each);
    sent.push({ upTo: first + each - 1, sentMs, acceptedMs: epochMs() });
  });
}

function sendComments(shop: HubClient, seconds: number): Promise<void> {
  const each = COMMENTS_A_SECOND / REQUESTS_A_SECOND;
  return atRate(seconds, REQUESTS_A_SECOND, async (count) => {
    const comments = Array.from({ length: each }, (_, index) => {
      const number = count * each + index;
      const user = { id: `u-${number % 9000}`, name: `观众${number % 9000}` };
      return {
        commentId: `c-${number}`,
        at: new Date().toISOString(),
        user,
        text: `${words[number % words.length]} ${number}`,
      };
    });
    await shop.send('POST', `/v1/shows/${SHOW_ID}/comments`, JSON.stringify(comments));
  });
}

function sendClaims(shop: HubClient, dropId: string, seconds: number): Promise<void> {
  return atRate(seconds, CLAIMS_A_SECOND, async (count) => {
    const claim = { claimId: `k-${count}`, buyerId: `u-${count}` };
    await shop.send('POST', `/v1/drops/${dropId}/claims`, JSON.stringify(claim));
  });
}

async function pressTakes(page: Page, seconds: number): Promise<void> {
  const endMs = epochMs() + seconds * 1000;
  while (epochMs() < endMs) {
    await page.keyboard.press('F12');
    await sleep(TAKE_EVERY_MS);
  }
}

/** Milliseconds from the release of F12 until another product on air has been painted. */
async function watchTakes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const takes: number[] = [];
    Object.assign(globalThis, { takes });
    let releasedMs: number | null = null;
    const onAir = () =>
      document.querySelector('[data-testid=rundown-row][data-state=on-air]')?.getAttribute('data-slot-id');
    let shown = onAir();
    addEventListener(
      'keyup',
      ({ key }) => {
        if (key === 'F12') releasedMs = performance.now();
      },
      true,
    );
    new MutationObserver(() => {
      const now = onAir();
      if (now === shown) return;
      shown = now;
      const fromMs = releasedMs;
      releasedMs = null;
      if (fromMs === null) return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => takes.push(performance.now() - fromMs);
        port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

type HeapSample = readonly [atMs: number, bytes: number];

/** The page's heap as it stands, four times a second: between collections it grows, so only its low points count. */
function sampleHeap(devtools: CDPSession): { end(): HeapSample[] } {
  const samples: HeapSample[] = [];
  const timer = setInterval(() => {
    void devtools
      .send('Runtime.getHeapUsage')
      .then(({ usedSize }) => samples.push([epochMs(), usedSize]))
      .catch(() => undefined);
  }, 250);
  return {
    end() {
      clearInterval(timer);
      return samples;
    },
  };
}

/** The lowest point of each five seconds of the last stretch, and the line through them. */
function heapText(samples: readonly HeapSample[]): string {
  const endMs = samples.at(-1)?.[0] ?? 0;
  const late = samples.filter(([atMs]) => atMs > endMs - HEAP_SECONDS * 1000);
  const lows = Array.from({ length: HEAP_SECONDS / 5 }, (_, index) => {
    const fromMs = endMs - HEAP_SECONDS * 1000 + index * 5000;
    const inside = late.filter(([atMs]) => atMs >= fromMs && atMs < fromMs + 5000);
    return [index * 5, Math.min(...inside.map(([, bytes]) => bytes))] as const;
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanSec, meanBytes] = [mean(lows.map(([sec]) => sec)), mean(lows.map(([, bytes]) => bytes))];
  const slope =
    lows.reduce((sum, [sec, bytes]) => sum + (sec - meanSec) * (bytes - meanBytes), 0) /
    lows.reduce((sum, [sec]) => sum + (sec - meanSec) ** 2, 0);
  const mb = (bytes: number) => (bytes / 1_000_000).toFixed(1);
  return `${mb(meanBytes)} MB, ${mb(slope * HEAP_SECONDS)} MB more over the last ${HEAP_SECONDS} s (wanted about none)`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
