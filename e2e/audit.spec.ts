/** Every act is written down with who, where and what it was before: found, read and taken along on the real screen. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { startHub } from './fixtures/console-process.ts';
import { rundownRow } from './fixtures/screen.ts';
import { expectOffline, joined, startedShow } from './fixtures/team.ts';
import { expect, test } from './fixtures/test.ts';

const rows = (page: Page) => page.getByTestId('audit-row');

async function openAudit(page: Page): Promise<void> {
  await page.locator('nav a[href="/audit"]').click();
  await page.locator('main h2').first().waitFor();
}

test('a take is found with its before and after, searched, exported; the hub away is said', async ({
  browser,
}) => {
  const hub = await startHub();
  await joined(hub, browser, async ({ page: amy }) => {
    await joined(hub, browser, async ({ page: ben }) => {
      await startedShow(amy, ben);
      await amy.keyboard.press('F12');
      await expect(rundownRow(amy, 1)).toHaveAttribute('data-state', 'on-air');
      await amy.keyboard.press('F12');
      await expect(rundownRow(amy, 2)).toHaveAttribute('data-state', 'on-air');
      const names = await amy.locator('[data-testid="rundown"] [data-row-main]').allTextContents();

      // The other console reads of it: who, and what stood there before and after.
      await openAudit(ben);
      const take = rows(ben).and(ben.locator('[data-name="rundown.take"]')).first();
      await expect(take).toContainText(`切品到“${names[1]}”`);
      await take.getByRole('button').click();
      const details = take.getByTestId('audit-details');
      const onAir = details.locator('[data-field="onAirSlotId"]').first();
      await expect(onAir).toContainText('正在讲解');
      await expect(onAir.locator('td').nth(0)).toHaveText(names[0] ?? '');
      await expect(onAir.locator('td').nth(1)).toHaveText(names[1] ?? '');
      await expect(details).toContainText('直播');
      for (const theme of ['dark', 'light']) {
        expect(await graveFaults(ben, `audit ${theme}`)).toEqual([]);
        await ben.getByTestId('theme-switch').click();
      }

      // Searched: by words, by kind, by product; what nothing fits says so.
      const all = await rows(ben).count();
      await ben.getByTestId('audit-text').fill(names[0] ?? '');
      await expect.poll(() => rows(ben).count()).toBeLessThan(all);
      await expect(
        rows(ben)
          .filter({ hasText: names[0] ?? '' })
          .first(),
      ).toBeVisible();
      await ben.getByTestId('audit-text').fill('没有这个词');
      await expect(ben.getByText('没有符合条件的记录')).toBeVisible();
      await ben.getByRole('button', { name: '清除筛选' }).click();
      await ben.getByTestId('audit-about').selectOption({ label: names[1] ?? '' });
      await expect(rows(ben).first()).toBeVisible();
      await expect.poll(() => rows(ben).count()).toBeLessThan(all);
      await ben.getByRole('button', { name: '清除筛选' }).click();
      await ben.getByTestId('audit-kind').selectOption('access');
      await expect(rows(ben).first()).toHaveAttribute('data-name', 'sign-in');
      await ben.getByRole('button', { name: '清除筛选' }).click();
      await expect(rows(ben).first()).toBeVisible();

      // Taken along as a sheet, which is itself written down.
      const download = ben.waitForEvent('download');
      await ben.getByTestId('audit-export').click();
      const csv = readFileSync(await (await download).path(), 'utf8');
      expect(csv).toContain(`切品到“${names[1]}”`);
      expect(csv).toContain(`正在讲解 ${names[0]} → ${names[1]}`);
      await ben.getByTestId('audit-kind').selectOption('export');
      await expect(rows(ben).first()).toHaveAttribute('data-name', 'audit.export');
      await ben.getByRole('button', { name: '清除筛选' }).click();

      // What was refused stands there too: somebody else was first.
      await hub.kill();
      await expectOffline(ben);
      await expect(ben.getByText('操作记录在中枢上')).toBeVisible();
      await hub.restart();
      await expect(rows(ben).first()).toBeVisible({ timeout: 20_000 });
    });
  });
  await hub.stop();
});
