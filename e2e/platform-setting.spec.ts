/** The form that names the platform live shows act on: what it refuses, what it keeps to itself, and that the hub uses it. */
import type { Page } from '@playwright/test';
import { startShopSimulator } from '../src-hub/connectors/shop/shop-simulator.ts';
import { graveFaults } from './fixtures/access.ts';
import { startHub } from './fixtures/console-process.ts';
import { cuttableProxy } from './fixtures/cuttable-proxy.ts';
import { expectOffline, expectSynced, joined } from './fixtures/team.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

const url = (page: Page) => page.getByTestId('platform-url');
const secret = (page: Page) => page.getByTestId('platform-secret');
const named = (page: Page) => page.getByTestId('platform-named');
const goToSettings = (page: Page) => page.locator('nav a[href="/settings"]').click();

async function save(page: Page, values: { url: string; secret: string }): Promise<void> {
  await url(page).fill(values.url);
  await secret(page).fill(values.secret);
  await page.getByTestId('platform-save').click();
}

test('the owner names a shop backend: checked in the form, used by the hub, its secret never shown again', async ({
  screenPage: page,
}) => {
  const shop = await startShopSimulator();
  try {
    await goToSettings(page);
    await expect(named(page)).toContainText('小程序');
    const back = page.getByRole('button', { name: '改回由小程序读取中枢' });
    await expect(back).toHaveCount(0);

    // What cannot be right is said at its field, and nothing is told to the hub.
    await page.getByTestId('platform-save').click();
    await expect(url(page)).toHaveAccessibleDescription(/填一个以 https 开头的地址/);
    await expect(secret(page)).toHaveAccessibleDescription(/至少 8 个字符/);
    await save(page, { url: 'ftp://shop.example/', secret: '1234567' });
    await expect(url(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(secret(page)).toHaveAttribute('aria-invalid', 'true');
    expect(await graveFaults(page, 'a platform that cannot be')).toEqual([]);
    await expect(named(page)).toContainText('小程序');

    // What the hub refuses stays typed.
    await save(page, { url: 'http://shop.example/', secret: shop.secret });
    await expect(page.getByText('已保存', { exact: true })).toHaveCount(0);
    await expect(page.getByText('平台地址不能用：要以 https 开头。').first()).toBeVisible();
    await expect(url(page)).toHaveValue('http://shop.example/');
    await expect(named(page)).toContainText('小程序');

    // A secret that the shop does not know shows at once; the right one is well.
    await save(page, { url: shop.url, secret: 'another-secret' });
    await expect(named(page)).toContainText('127.0.0.1');
    await expect(named(page).getByTestId('platform-health')).toHaveAttribute('data-health', 'bad');
    await save(page, { url: shop.url, secret: ` ${shop.secret} ` });
    await expect(named(page).getByTestId('platform-health')).toHaveAttribute('data-health', 'good');
    await expect(url(page)).toHaveValue('');
    await expect(secret(page)).toHaveValue('');

    await page.reload();
    await expect(named(page)).toContainText(/127\.0\.0\.1.*正常/);
    await expect(secret(page)).toHaveValue('');
    expect(await page.content()).not.toContain(shop.secret);

    await back.click();
    await expect(named(page)).toContainText('小程序');
    await expect(back).toHaveCount(0);
  } finally {
    await shop.close();
  }
});

test('who may not name it reads why; without the hub it is neither seen nor changed', async ({ browser }) => {
  const hub = await startHub();
  const net = await cuttableProxy(hub.url);
  await joined(
    hub,
    browser,
    async ({ page }) => {
      await expectSynced(page);
      await goToSettings(page);
      await expect(named(page)).toBeVisible();
      await expect(url(page)).toHaveCount(0);
      await expect(page.getByTestId('platform-save')).toHaveCount(0);
      net.cut();
      await expectOffline(page);
      await expect(page.getByText('连不上中枢，看不到也改不了。')).toBeVisible();
      await expect(named(page)).toHaveCount(0);
    },
    net.url,
  );
  await net.close();
  await hub.stop();
});
