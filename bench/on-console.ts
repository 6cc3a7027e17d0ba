/** What the benches in a real browser begin with: the console on a folder of its own, a browser, and the shop's backend. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { issueKey, withHubStore } from '#hub/ingest/admin.ts';
import { startConsole } from './console-process.ts';
import { HubClient } from './hub-client.ts';
import { benchBrowser, watchDrawing, watchPainting } from './page-watch.ts';

export interface ConsoleBed {
  readonly folder: string;
  /** Address of the console's own hub. */
  readonly hub: string;
  /** Connections to it that may do everything; closed at the end. */
  clients(count: number): Promise<HubClient[]>;
  /** The console's page, as far as the element that `ready` selects. */
  open(ready: string): Promise<Page>;
}

/** Runs the bench and ends all it began. Where there is no browser it is left out, and that is said. */
export async function onConsole(name: string, bench: (bed: ConsoleBed) => Promise<void>): Promise<void> {
  const browser = await benchBrowser(name);
  if (!browser) return;
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const endings: (() => unknown)[] = [() => browser.close()];
  try {
    const desk = await startConsole(folder);
    endings.push(desk.end);
    await bench({
      ...{ folder, hub: desk.hub },
      async clients(count) {
        const { key } = await withHubStore(folder, (store) =>
          issueKey(store, { scopes: ['ingest', 'manage', 'control', 'claims'], label: 'bench' }),
        );
        const clients = Array.from({ length: count }, () => new HubClient({ url: desk.hub, key }));
        endings.push(() => {
          for (const client of clients) client.close();
        });
        return clients;
      },
      async open(ready) {
        const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
        await page.goto(desk.url);
        await page.locator(ready).first().waitFor({ timeout: 60_000 });
        return page;
      },
    });
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The live screen of a show without orders, with what it draws and paints noted from now on. */
export async function openWatched({ open }: ConsoleBed): Promise<Page> {
  const page = await open('[data-testid=gmv-net][data-fen="0"]');
  await watchDrawing(page);
  await watchPainting(page);
  return page;
}

/** Waits until the screen shows so many fen net, and what was drawn until then has been noted. */
export async function untilDrawn(page: Page, netFen: number): Promise<void> {
  await page.locator(`[data-testid=gmv-net][data-fen="${netFen}"]`).waitFor({ timeout: 20_000 });
  await page.waitForTimeout(300);
}
