/** What a bench sees in the console's page: when a figure was painted, how many frames, and how long tasks kept it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../scripts/lib/find-chromium.ts';
import { percentileOf } from './figures.ts';

/** What stood on the screen from a moment on: net GMV in fen, and epoch milliseconds. */
export type Drawn = readonly [netFen: number, atMs: number];

/** Orders as they were sent, so many up to and with each request. */
export interface Sent {
  readonly upTo: number;
  readonly sentMs: number;
  readonly acceptedMs: number;
}

/** Epoch milliseconds, to fractions, of this process; the page's own clock is the same machine's. */
export const epochMs = () => performance.timeOrigin + performance.now();

/** Null, and said, where there is none. */
export async function benchBrowser(name: string): Promise<Browser | null> {
  const executablePath = findChromium(process.env);
  if (executablePath !== null) return chromium.launch({ executablePath });
  process.stdout.write(`${name}: left out, no Chromium was found (CHROMIUM_PATH names one)\n`);
  return null;
}

/** Calls `work` so many times a second, for so many seconds; a call that is late is made up for. */
export async function atRate(
  seconds: number,
  aSecond: number,
  work: (count: number) => Promise<void>,
): Promise<void> {
  const startMs = epochMs();
  for (let count = 0; count < seconds * aSecond; count += 1) {
    const dueMs = startMs + (count * 1000) / aSecond;
    if (dueMs > epochMs()) await sleep(dueMs - epochMs());
    await work(count);
  }
}

/** Milliseconds from a request's moment until its last order was drawn. The answer may come after the drawing: 0. */
export function latencies(
  sent: readonly Sent[],
  drawn: readonly Drawn[],
  from: (sent: Sent) => number,
): number[] {
  let at = 0;
  return sent.map((request) => {
    while (at < drawn.length && (drawn[at]?.[0] ?? 0) < request.upTo) at += 1;
    const drawnMs = drawn[at]?.[1] ?? Number.POSITIVE_INFINITY;
    return Math.max(0, drawnMs - from(request));
  });
}

export function percentilesText(values: readonly number[], what: string): string {
  const at = (share: number) => `${percentileOf(values, share).toFixed(0)} ms`;
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} (${values.length} ${what})`;
}

/** Notes in the page when each new figure has been painted: the task after the frame that holds it. */
export async function watchDrawing(page: Page): Promise<void> {
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

export interface Painted {
  readonly framesPerSecond: number;
  /** Frames in each whole second. */
  readonly bySecond: readonly number[];
  readonly longestTaskMs: number;
  /** Over 50 ms. */
  readonly longTasks: number;
}

interface Painting {
  readonly painting: { restart(): void; sum(): Painted };
}

export const restartPainting = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as Painting).painting.restart());

export const paintedOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as Painting).painting.sum());

export const drawnOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { drawn: Drawn[] }).drawn);

/** Counts the page's frames, and the tasks that kept it from answering for longer than 50 ms. */
export async function watchPainting(page: Page): Promise<void> {
  await page.evaluate(() => {
    let bySecond: number[] = [];
    let startMs = performance.now();
    let tasks: number[] = [];
    const frame = () => {
      const second = Math.floor((performance.now() - startMs) / 1000);
      for (let missed = bySecond.length; missed <= second; missed += 1) bySecond.push(0);
      bySecond[second] = (bySecond[second] ?? 0) + 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    const painting: Painting['painting'] = {
      restart() {
        bySecond = [];
        tasks = [];
        startMs = performance.now();
      },
      sum: () => ({
        framesPerSecond:
          (bySecond.reduce((sum, frames) => sum + frames, 0) * 1000) / (performance.now() - startMs),
        bySecond: bySecond.slice(0, -1),
        longestTaskMs: Math.max(0, ...tasks),
        longTasks: tasks.length,
      }),
    };
    Object.assign(globalThis, { painting });
  });
}
