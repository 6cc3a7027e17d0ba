/**
 * From starting the console until its screen is usable (the show's figures stand there), with a million orders in its
 * own hub and with none: what somebody waits for who starts again in the middle of a sale.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { issueKey, withHubStore } from '#hub/ingest/admin.ts';
import { openSqliteStore } from '#hub/store/sqlite/sqlite-store.ts';
import { systemClock } from '#shared/sync/clock.ts';
import type { ShowId } from '#shared/sync/ids.ts';
import { uuidIds } from '#shared/sync/ids.ts';
import { findChromium } from '../scripts/lib/find-chromium.ts';
import { startConsole } from './console-process.ts';
import { spreadOf, spreadText } from './figures.ts';
import { HubClient } from './hub-client.ts';
import { sampleOrders } from './sample-orders.ts';

const ORDERS = 1_000_000;
const BATCH = 5000;
const ROUNDS = 5;

export async function benchStart(): Promise<void> {
  const executablePath = findChromium(process.env);
  if (executablePath === null) {
    print('start: left out, no Chromium was found (CHROMIUM_PATH names one)');
    return;
  }
  const folders = { empty: newFolder(), full: newFolder() };
  const browser = await chromium.launch({ executablePath });
  try {
    const grossFen = { empty: 0, full: 0 };
    await prepare(folders.empty, 0);
    grossFen.full = await prepare(folders.full, ORDERS);
    const ms: Record<'empty' | 'full', number[]> = { empty: [], full: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const which of ['empty', 'full'] as const) {
        ms[which].push(await untilUsable(browser, folders[which], grossFen[which]));
      }
    }
    const [empty, full] = [spreadOf(ms.empty), spreadOf(ms.full)];
    print(`start to usable screen, ${ROUNDS} rounds each, interleaved:`);
    print(`  no orders        ${spreadText(empty, 0)} ms`);
    print(`  ${ORDERS.toLocaleString('en')} orders ${spreadText(full, 0)} ms`);
    print(`  ratio ${(full.median / empty.median).toFixed(2)} (wanted: at most 1.5)`);
  } finally {
    await browser.close();
    for (const folder of Object.values(folders)) rmSync(folder, { recursive: true, force: true });
  }
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'livedesk-bench-'));

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A console's folder with one show and so many orders in its own hub; answers their gross. */
async function prepare(folder: string, orders: number): Promise<number> {
  const desk = await startConsole(folder);
  const { key } = await withHubStore(folder, (store) =>
    issueKey(store, { scopes: ['manage'], label: 'bench' }),
  );
  const shop = new HubClient({ url: desk.hub, key });
  const showId = await shop.createShow('bench');
  shop.close();
  await desk.end();
  if (orders === 0) return 0;
  const store = await openSqliteStore({
    file: join(folder, 'hub', 'hub.db'),
    clock: systemClock,
    ids: uuidIds,
  });
  const target = { showId: showId as ShowId, runKind: 'live' } as const;
  for (let first = 1; first <= orders; first += BATCH)
    await store.orders.add(target, sampleOrders(first, BATCH));
  const { grossFen } = await store.orders.counters(target);
  await store.close();
  return grossFen;
}

async function untilUsable(browser: Browser, folder: string, grossFen: number): Promise<number> {
  const startMs = performance.now();
  const desk = await startConsole(folder);
  const page = await browser.newPage();
  await page.goto(desk.url);
  await page.locator(`[data-testid=gmv-gross][data-fen="${grossFen}"]`).waitFor({ timeout: 120_000 });
  const tookMs = performance.now() - startMs;
  await page.close();
  await desk.end();
  return tookMs;
}
