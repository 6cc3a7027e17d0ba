/** Take and push: what comes on air shows on the platform, or the screen says that it does not and what to do. */
import type { Page } from '@playwright/test';
import { type ShopSimulator, startShopSimulator } from '../src-hub/connectors/shop/shop-simulator.ts';
import { graveFaults } from './fixtures/access.ts';
import { startHub } from './fixtures/console-process.ts';
import { cuttableProxy } from './fixtures/cuttable-proxy.ts';
import { type HubApi, hubApi } from './fixtures/hub-api.ts';
import { importPaipin, rundownRow } from './fixtures/screen.ts';
import { expectOffline, expectSynced, joined, onAirId } from './fixtures/team.ts';
import { test as base, expect } from './fixtures/test.ts';

const test = base.extend<{ shop: ShopSimulator }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are asked for from the pattern
  shop: async ({}, use) => {
    const shop = await startShopSimulator();
    await use(shop);
    await shop.close();
  },
});
test.use({ locale: 'zh-CN' });

const panel = (page: Page) => page.getByTestId('push');
const expectStatus = (page: Page, status: string) =>
  expect(panel(page)).toHaveAttribute('data-status', status, { timeout: 8000 });

/** The sheet's show, put on air by key: what stands before a broadcast is another spec's matter. */
async function liveShow(page: Page, api: HubApi): Promise<string> {
  await importPaipin(page);
  await expectSynced(page);
  const { body } = (await api.get('/v1/shows')) as { body: { shows: { id: string; title: string }[] } };
  const showId = body.shows.find(({ title }) => title.includes('排品表'))?.id ?? '';
  await takeByKey(api, showId, null, 'first');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  return showId;
}
async function takeByKey(api: HubApi, showId: string, from: string | null, key: string): Promise<string> {
  const { status, body } = await api.post(`/v1/shows/${showId}/take`, { from }, { 'idempotency-key': key });
  expect(status).toBe(200);
  return (body as { slotId: string }).slotId;
}

test.describe('on the sample platform', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('a take shows at once; it is pushed again while on air, and that stops when it is taken away', async ({
    screenPage: page,
  }) => {
    await expectStatus(page, 'shown');
    await expect(page.getByTestId('platform-health')).toHaveAttribute('data-health', 'good');
    await page.keyboard.press('F12');
    await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
    await expectStatus(page, 'shown');
    await expect(page.getByTestId('push-state')).toHaveText(/\d\d:\d\d:\d\d 已上屏/);

    await page.getByTestId('push-settings').click();
    await page.getByLabel('讲解时隔一会儿再推一次').check();
    await page.getByLabel('最短（秒）').fill('5');
    await page.getByLabel('最长（秒）').fill('3');
    await page.getByTestId('push-save').click();
    await expect(page.getByText('10 到 3600 的整数').first()).toBeVisible();
    expect(await graveFaults(page, 'push settings')).toEqual([]);
    await page.getByLabel('最短（秒）').fill('10');
    await page.getByLabel('最长（秒）').fill('10');
    await page.getByTestId('push-save').click();
    await expect(page.getByTestId('push-next')).toHaveText(/\d\d:\d\d:\d\d 再推/);
    await expect(page.getByTestId('push-state')).toHaveText(/又推了一次，已上屏/, { timeout: 15_000 });

    // Taken away, the next one has a time of its own.
    await page.waitForTimeout(1500);
    const before = await page.getByTestId('push-next').textContent();
    await page.keyboard.press('F12');
    await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'on-air');
    await expect(page.getByTestId('push-state')).toHaveText(/\d\d:\d\d:\d\d 已上屏/);
    await expect(page.getByTestId('push-next')).not.toHaveText(before ?? '');

    await page.getByTestId('push-settings').click();
    // It shows what the policy is, so it changes once that has.
    await page.getByLabel('切品时自动推到平台').click();
    await expect(page.getByLabel('切品时自动推到平台')).not.toBeChecked();
    await page.getByLabel('讲解时隔一会儿再推一次').uncheck();
    await page.getByTestId('push-save').click();
    await expect(page.getByTestId('push-next')).toHaveCount(0);
    await page.keyboard.press('F12');
    await expect(rundownRow(page, 4)).toHaveAttribute('data-state', 'on-air');
    await expectStatus(page, 'off');
    await page.getByTestId('push-again').click();
    await expectStatus(page, 'shown');
  });

  test('two presses in a row take once', async ({ screenPage: page }) => {
    await expectStatus(page, 'shown');
    for (let press = 0; press < 2; press += 1) {
      await page.keyboard.down('F12');
      await page.keyboard.up('F12');
    }
    await expect(page.getByText('刚切过，1 秒内不重复切品', { exact: true })).toBeVisible();
    await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
    await page.waitForTimeout(1100);
    await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'waiting');
    await page.keyboard.press('F12');
    await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'on-air');
  });
});

test.describe('on a shop backend', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('a push that the shop swallows is flagged, with what to do by hand', async ({
    screenPage: page,
    desk,
    hub,
    shop,
  }) => {
    const named = await desk.hubCommand('platform', '--url', shop.url, '--secret', shop.secret);
    expect(named.stdout).toMatch(/127\.0\.0\.1/);
    expect(named.stdout).not.toContain(shop.secret);
    await expectStatus(page, 'shown');
    await page.locator('a[href*="import"]').first().click();
    const showId = await liveShow(page, hub);
    await expectStatus(page, 'shown');
    await expect(page.getByTestId('platform-health')).toContainText('127.0.0.1 · 正常');

    // Two takes within a moment: the last one wins.
    const second = await takeByKey(hub, showId, await onAirId(page), 'second');
    await takeByKey(hub, showId, second, 'third');
    await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'on-air');
    await expectStatus(page, 'shown');
    expect(shop.shown(showId)).toBe(shop.pushes().at(-1)?.productId);

    shop.setFault('swallow');
    await page.keyboard.press('F12');
    await expectStatus(page, 'not-shown');
    await expect(page.getByTestId('push-state')).toHaveText(/\d\d:\d\d:\d\d 推了，但没有上屏/);
    const card = page.getByTestId('push-fallback');
    await expect(card).toContainText('请到平台后台手动推一下');
    const name = await page.getByTestId('on-air').getByRole('heading', { level: 3 }).textContent();
    await expect(card.getByTestId('push-copy-name')).toContainText(name ?? '');
    await card.getByTestId('push-copy-name').click();
    await expect(page.getByText('已复制名称', { exact: true })).toBeVisible();
    // The card takes its room from what can scroll, not from the figures below.
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(page.getByTestId('gmv-gross')).toBeInViewport({ ratio: 1 });
    await expect(card.getByTestId('push-settle')).toBeInViewport({ ratio: 1 });
    expect(await graveFaults(page, 'a push that does not show')).toEqual([]);
    await card.getByTestId('push-settle').click();
    await expectStatus(page, 'by-hand');
    await expect(card).toHaveCount(0);

    // Down: said at once, by the light too; and back again it is pushed when a person says so.
    shop.setFault('outage');
    await page.keyboard.press('F12');
    await expectStatus(page, 'unknown');
    await expect(page.getByTestId('platform-health')).toHaveAttribute('data-health', 'bad', {
      timeout: 8000,
    });
    shop.setFault('none');
    await page.getByTestId('push-again').click();
    await expectStatus(page, 'shown');
    expect(shop.shown(showId)).toBe(shop.pushes().at(-1)?.productId);
    await expect(page.getByTestId('platform-health')).toHaveAttribute('data-health', 'good', {
      timeout: 8000,
    });
  });
});

test('taken with the hub away it is said, and nothing is pushed later', async ({ browser }) => {
  const teamHub = await startHub();
  const net = await cuttableProxy(teamHub.url);
  const api = hubApi(teamHub.url, await teamHub.key('read', 'control'));
  await joined(
    teamHub,
    browser,
    async ({ page }) => {
      const away = page.getByTestId('push-state');
      await expectSynced(page);
      const showId = await liveShow(page, api);
      await expectStatus(page, 'shown');
      const shown = async () =>
        ((await api.get(`/v1/shows/${showId}/on-air`)).body as { onAir: { slotId: string } }).onAir.slotId;
      const first = await onAirId(page);
      expect(await shown()).toBe(first);

      net.cut();
      await expectOffline(page);
      await page.keyboard.press('F12');
      await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
      await expectStatus(page, 'unsent');
      await expect(away).toBeVisible();
      await expect(page.getByTestId('push-fallback')).toBeVisible();
      await expect(page.getByTestId('push-again')).toBeDisabled();

      net.heal();
      await expectSynced(page);
      await page.waitForTimeout(1500);
      expect(await shown()).toBe(first);
      await expectStatus(page, 'unsent');
      await page.getByTestId('push-again').click();
      await expectStatus(page, 'shown');
      expect(await shown()).toBe(await onAirId(page));
    },
    net.url,
  );
  await net.close();
  await teamHub.stop();
});
