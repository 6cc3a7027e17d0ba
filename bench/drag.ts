/** A slot dragged through a rundown of a thousand, over the rows on the screen and on by scrolling: what the page paints. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { planShow } from './bench-show.ts';
import { startConsole } from './console-process.ts';
import { spreadOf } from './figures.ts';
import { benchBrowser, epochMs, paintedOf, restartPainting, watchPainting } from './page-watch.ts';

const SLOTS = 1000;
const SECONDS = 10;
/** As often as a mouse tells where it is, about. */
const MOVES_A_SECOND = 60;

export async function benchDrag(): Promise<void> {
  const browser = await benchBrowser('drag');
  if (!browser) return;
  const folder = mkdtempSync(join(tmpdir(), 'livedesk-bench-'));
  const endings = [() => browser.close()];
  try {
    const desk = await startConsole(folder);
    endings.push(desk.end);
    await planShow(folder, desk.hub, SLOTS);
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(desk.url);
    await page.getByTestId('rundown-row').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(2000);
    await watchPainting(page);
    await dragAbout(page);
    const painted = await paintedOf(page);
    const scrolled = await page.getByTestId('rundown').evaluate((list) => list.scrollTop);
    await page.mouse.up();
    if (scrolled === 0) throw new Error('nothing was dragged: the list has not scrolled');
    const frames = spreadOf(painted.bySecond);
    process.stdout.write(
      `a slot dragged through ${SLOTS.toLocaleString('en')}: median ${frames.median.toFixed(0)} frames/s, worst second ` +
        `${frames.min.toFixed(0)}, longest task ${painted.longestTaskMs.toFixed(0)} ms, ${painted.longTasks} tasks over 50 ms, ${Math.round(scrolled).toLocaleString('en')} px scrolled ` +
        '(wanted ≥ 55 frames/s)\n',
    );
  } finally {
    for (const end of endings.reverse()) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Up and down over the list, and held at its lower edge, where it scrolls by itself. */
async function dragAbout(page: Page): Promise<void> {
  const row = page.getByTestId('rundown-row').nth(2);
  await row.hover();
  await row.getByRole('button').first().hover();
  const list = await page.getByTestId('rundown').boundingBox();
  const handle = await row.getByRole('button').first().boundingBox();
  if (!list || !handle) throw new Error('there is no rundown on the screen');
  const x = handle.x + handle.width / 2;
  await page.mouse.down();
  await page.mouse.move(x, handle.y + 30, { steps: 5 });
  await restartPainting(page);
  const startMs = epochMs();
  const top = list.y + 80;
  const bottom = list.y + list.height - 20;
  for (let sec = 0; sec < SECONDS; sec = (epochMs() - startMs) / 1000) {
    const share = sec < SECONDS / 2 ? (1 - Math.cos(sec * 2)) / 2 : 1;
    await page.mouse.move(x, top + (bottom - top) * share);
    await page.waitForTimeout(1000 / MOVES_A_SECOND);
  }
}
