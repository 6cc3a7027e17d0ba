/**
 * From the hub's answer to an order until its money stands on the screen, in a real browser on the real console with
 * its own hub, at 200 and 2,000 orders a second. Every order is worth one fen, so that the net GMV on the screen says
 * how many orders have been drawn.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { issueKey, withHubStore } from '#hub/ingest/admin.ts';
import { findChromium } from '../scripts/lib/find-chromium.ts';
import { startConsole } from './console-process.ts';
import { HubClient } from './hub-client.ts';
import { sampleOrders } from './sample-orders.ts';

const RATES = [200, 2000] as const;
const SECONDS = 15;
/** Not counted: the first seconds, while the page's code warms up. */
const WARM_SECONDS = 3;
/** Orders come in small requests, as from a shop's backend that forwards them as they are paid. */
const REQUESTS_A_SECOND = 20;

/** Epoch milliseconds, to fractions, of this process; the page's own clock is the same machine's. */
const epochMs = () => performance.timeOrigin + performance.now();

interface Sent {
  /** Orders sent up to and with this request. */
  readonly upTo: number;
  readonly sentMs: number;
  readonly acceptedMs: number;
}
/** What stood on the screen from a moment on. */
type Drawn = readonly [netFen: number, atMs: number];

export async function benchLatency(): Promise<void> {
  const executablePath = findChromium(process.env);
  if (executablePath === null) {
    print('latency: left out, no Chromium was found (CHROMIUM_PATH names one)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const endings: (() => Promise<void>)[] = [];
  try {
    const desk = await startConsole(folder);
    endings.push(desk.end);
    const browser = await chromium.launch({ executablePath });
    endings.push(() => browser.close());
    const { key } = await withHubStore(folder, (store) =>
      issueKey(store, { scopes: ['ingest', 'manage'], label: 'bench' }),
    );
    const shop = new HubClient({ url: desk.hub, key });
    const showId = await shop.createShow('bench');
    const page = await browser.newPage();
    await page.goto(desk.url);
    await page.locator('[data-testid=gmv-net][data-fen="0"]').waitFor({ timeout: 60_000 });
    await watchDrawing(page);
    await watchPainting(page);
    print(`latency, ${SECONDS} s each, ${REQUESTS_A_SECOND} requests a second:`);
    let before = 0;
    for (const rate of RATES) before = await measure(page, shop, showId, rate, before);
    shop.close();
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
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
  await page.evaluate(() => (globalThis as unknown as Painting).painting.restart());
  const sent = await sendAtRate(shop, showId, rate, before);
  const painted = await page.evaluate(() => (globalThis as unknown as Painting).painting.sum());
  const total = sent.at(-1)?.upTo ?? before;
  await page.locator(`[data-testid=gmv-net][data-fen="${total}"]`).waitFor({ timeout: 10_000 });
  await page.waitForTimeout(200);
  const drawn = await page.evaluate(() => (globalThis as unknown as { drawn: [number, number][] }).drawn);
  const warmMs = (sent[0]?.sentMs ?? 0) + WARM_SECONDS * 1000;
  const counted = sent.filter(({ sentMs }) => sentMs >= warmMs);
  const afterAnswer = latencies(counted, drawn, ({ acceptedMs }) => acceptedMs);
  const afterSending = latencies(counted, drawn, ({ sentMs }) => sentMs);
  print(`  ${`${rate} orders/s`.padEnd(16)}accepted → drawn  ${percentiles(afterAnswer)}`);
  print(`  ${''.padEnd(16)}sent → drawn      ${percentiles(afterSending)}`);
  print(
    `  ${''.padEnd(16)}the page          ${painted.framesPerSecond.toFixed(0)} frames/s, longest task ` +
      `${painted.longestTaskMs.toFixed(0)} ms, ${painted.longTasks} tasks over 50 ms`,
  );
  return total;
}

async function sendAtRate(shop: HubClient, showId: string, rate: number, before: number): Promise<Sent[]> {
  const perRequest = rate / REQUESTS_A_SECOND;
  const sent: Sent[] = [];
  const startMs = epochMs();
  for (let count = 0; count < SECONDS * REQUESTS_A_SECOND; count += 1) {
    const dueMs = startMs + (count * 1000) / REQUESTS_A_SECOND;
    if (dueMs > epochMs()) await sleep(dueMs - epochMs());
    const first = before + count * perRequest + 1;
    const orders = sampleOrders(first, perRequest).map((order) => ({ ...order, kind: 'paid', amountFen: 1 }));
    const body = Buffer.from(JSON.stringify(orders));
    const sentMs = epochMs();
    await shop.ingest(showId, body, perRequest);
    sent.push({ upTo: first + perRequest - 1, sentMs, acceptedMs: epochMs() });
  }
  return sent;
}

/** Milliseconds from a request's moment until its last order was drawn. The answer may come after the drawing: 0. */
function latencies(sent: readonly Sent[], drawn: readonly Drawn[], from: (sent: Sent) => number): number[] {
  let at = 0;
  return sent.map((request) => {
    while (at < drawn.length && (drawn[at]?.[0] ?? 0) < request.upTo) at += 1;
    const drawnMs = drawn[at]?.[1] ?? Number.POSITIVE_INFINITY;
    return Math.max(0, drawnMs - from(request));
  });
}

function percentiles(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    `${(sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(0)} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} (${sorted.length} requests)`;
}

/** Notes in the page when each new figure has been painted: the task after the frame that holds it. */
async function watchDrawing(page: Page): Promise<void> {
  await page.evaluate(() => {
    const drawn: [number, number][] = [];
    Object.assign(globalThis, { drawn });
    new MutationObserver(() => {
      const figure = document.querySelector('[data-testid=gmv-net]');
      const netFen = Number(figure?.getAttribute('data-fen'));
      if (drawn.at(-1)?.[0] === netFen) return;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => drawn.push([netFen, performance.timeOrigin + performance.now()]);
        port2.postMessage(null);
      });
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

interface Painting {
  readonly painting: {
    restart(): void;
    sum(): { framesPerSecond: number; longestTaskMs: number; longTasks: number };
  };
}

/** Counts the page's frames, and the tasks that kept it from answering for longer than 50 ms. */
async function watchPainting(page: Page): Promise<void> {
  await page.evaluate(() => {
    let frames = 0;
    let startMs = performance.now();
    let tasks: number[] = [];
    const frame = () => {
      frames += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    const painting: Painting['painting'] = {
      restart() {
        frames = 0;
        tasks = [];
        startMs = performance.now();
      },
      sum: () => ({
        framesPerSecond: (frames * 1000) / (performance.now() - startMs),
        longestTaskMs: Math.max(0, ...tasks),
        longTasks: tasks.length,
      }),
    };
    Object.assign(globalThis, { painting });
  });
}
