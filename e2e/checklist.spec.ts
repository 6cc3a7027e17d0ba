/** The checklist before a live run: what blocks, what asks, what cannot be looked at, and what is kept of it. */
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { startHub } from './fixtures/console-process.ts';
import { importPaipin, passChecklist, rundownRow } from './fixtures/screen.ts';
import { expectOffline, expectSynced, joined } from './fixtures/team.ts';
import { expect, test } from './fixtures/test.ts';

const check = (page: Page, name: string) => page.locator(`[data-testid="check"][data-check="${name}"]`);
const mode = (page: Page) => page.getByTestId('mode');
const complete = (page: Page) =>
  expect(page.getByTestId('checklist')).toHaveAttribute('data-complete', 'true', { timeout: 15_000 });

test('an error keeps the show from going live, a warning asks why, and what is mended lets it go', async ({
  screenPage: page,
  hub,
}) => {
  await importPaipin(page);
  // The first take would start the run: the checklist stands before it.
  await page.getByTestId('take-next').click();
  const dialog = page.getByTestId('start-dialog');
  await complete(page);
  await expect(check(page, 'floor')).toHaveAttribute('data-level', 'error');
  await expect(check(page, 'floor')).toContainText('儿童浴袍');
  await expect(check(page, 'floor')).toContainText('¥150.00');
  await expect(check(page, 'details')).toHaveAttribute('data-level', 'warning');
  for (const fine of ['platform', 'platform-price', 'hub', 'clock', 'disk'])
    await expect(check(page, fine)).toHaveAttribute('data-level', 'ok');
  await expect(page.getByTestId('confirm')).toBeDisabled();
  await expect(page.getByTestId('start-reason')).toHaveCount(0);
  expect(await graveFaults(page, 'checklist')).toEqual([]);

  // To where it is mended: the row that it is about.
  await check(page, 'floor')
    .getByRole('button', { name: /^去处理/ })
    .click();
  await expect(dialog).toHaveCount(0);
  await expect(mode(page)).toHaveAttribute('data-mode', 'planned');
  await expect(rundownRow(page, 17).locator(':focus')).toHaveCount(1);

  await page.getByTestId('run-button').click();
  await complete(page);
  await page.getByTestId('checklist-skip').click();
  await expect(check(page, 'floor')).toHaveAttribute('data-level', 'ok');
  await complete(page);
  // Nothing is wrong any more; what is only doubtful wants a word.
  await expect(page.getByTestId('confirm')).toBeDisabled();
  await page.getByTestId('start-reason').fill('卖点由主播口述');
  await page.getByTestId('confirm').click();
  await expect(mode(page)).toHaveAttribute('data-mode', 'live');
  await expect
    .poll(async () => ((await hub.get('/v1/shows')).body as { shows: { state: string }[] }).shows[0]?.state)
    .toBe('live');
});

test('without its hub a show can go live, and what could not be looked at says so', async ({ browser }) => {
  const hub = await startHub();
  try {
    await joined(hub, browser, async ({ page }) => {
      await importPaipin(page);
      await expectSynced(page);
      await hub.kill();
      await expectOffline(page);
      await page.getByTestId('run-button').click();
      await complete(page);
      for (const unknown of ['platform', 'platform-price', 'platform-stock', 'hub', 'backup'])
        await expect(check(page, unknown)).toHaveAttribute('data-level', 'warning');
      await expect(check(page, 'floor')).toHaveAttribute('data-level', 'error');
      await passChecklist(page);
      await page.getByTestId('confirm').click();
      await expect(mode(page)).toHaveAttribute('data-mode', 'live');
      await page.getByTestId('take-next').click();
      await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
    });
  } finally {
    await hub.stop();
  }
});
