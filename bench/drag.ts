/** A slot dragged through a rundown of a thousand, over the rows on the screen and on by scrolling: what the page paints. */
import type { Page } from '@playwright/test';
import { planShow } from './bench-show.ts';
import { spreadOf } from './figures.ts';
import { onConsole } from './on-console.ts';
import { epochMs, paintedOf, restartPainting, watchPainting } from './page-watch.ts';

const SLOTS = 1000;
const SECONDS = 10;
/** As often as a mouse tells where it is, about. */
const MOVES_A_SECOND = 60;

export function benchDrag(): Promise<void> {
  return onConsole('drag', async ({ folder, hub, open }) => {
    await planShow(folder, hub, SLOTS);
    const page = await open('[data-testid=rundown-row]');
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
  });
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
