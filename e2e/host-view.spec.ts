/** The host view: opened on the desk, scanned by a tablet, and what passes between the two. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { importPaipin } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

const tabletSize = { width: 1180, height: 820 };

/** What the tablet's camera would read from the picture. */
async function scannedUrl(desk: Page): Promise<string> {
  await desk.context().grantPermissions(['clipboard-read']);
  await desk
    .getByTestId('host-dialog')
    .getByRole('button', { name: /复制地址|Copy address/ })
    .click();
  const url = new URL(await desk.evaluate(() => navigator.clipboard.readText()));
  // The browser under test resolves nothing but this machine.
  url.hostname = '127.0.0.1';
  return url.href;
}

async function openHostView(desk: Page): Promise<string> {
  await desk.getByTestId('host-view').click();
  await desk.getByRole('button', { name: /^(打开主播屏|Open the host view)$/ }).click();
  await expect(desk.getByRole('img', { name: /扫码打开主播屏|open the host view/ })).toBeVisible();
  return scannedUrl(desk);
}

const closeDialog = (desk: Page) =>
  desk
    .getByTestId('host-dialog')
    .getByRole('button', { name: /^(关闭|Close)$/ })
    .click();

async function newTablet(browser: Browser, url: string, viewport = tabletSize): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test('a tablet follows takes, messages, questions and the countdown, and talks back', async ({
  screenPage: desk,
  browser,
}) => {
  const tablet = await newTablet(browser, await openHostView(desk));
  await expect(tablet.getByTestId('host-mode')).toHaveText('演练');
  await expect(
    desk
      .getByTestId('host-dialog')
      .getByText(/在看|watching/)
      .first(),
  ).toBeVisible();
  await closeDialog(desk);
  await expect(desk.getByTestId('host-view')).toHaveText(/1/);

  const nextName = ((await tablet.getByTestId('host-next').locator('p').first().textContent()) ?? '').replace(
    /¥.*$/,
    '',
  );
  await desk.getByTestId('take-next').click();
  await expect(tablet.getByTestId('host-on-air').getByRole('heading')).toContainText(nextName);
  await expect(tablet.getByTestId('host-price')).toHaveText(/^¥\d/);
  const left = await tablet.getByTestId('host-time').textContent();
  await expect(tablet.getByTestId('host-time')).not.toHaveText(left ?? '');

  const bar = desk.getByTestId('stage-bar');
  await bar.getByRole('textbox').fill('慢一点，多讲面料');
  await bar.getByRole('textbox').press('Enter');
  await expect(tablet.getByTestId('host-message')).toContainText('慢一点，多讲面料');
  await tablet.getByRole('button', { name: '收到' }).click();
  await expect(bar).toContainText(/主播已收到|The host has got it/);

  await tablet.getByRole('button', { name: '再给点时间' }).click();
  await expect(bar.getByRole('alert')).toContainText(/再给点时间|more time/);
  await expect(tablet.getByRole('button', { name: '再给点时间：已告诉控制台' })).toBeDisabled();
  await bar.getByRole('button', { name: /知道了|Noted/ }).click();
  await expect(tablet.getByRole('button', { name: '再给点时间', exact: true })).toBeEnabled();

  await desk.getByTestId('comments').getByText(/./).first().waitFor();
  await bar.getByRole('button', { name: '3-2-1' }).click();
  await expect(tablet.getByTestId('host-countdown')).toHaveText(/3|2|1/);
  await expect(tablet.getByTestId('host-countdown')).toHaveText('开');
  await expect(tablet.getByTestId('host-countdown')).toHaveCount(0);

  expect((await new AxeBuilder({ page: tablet }).analyze()).violations).toEqual([]);
  await tablet.getByRole('button', { name: '浅色' }).click();
  await tablet.getByRole('button', { name: 'English' }).click();
  expect((await new AxeBuilder({ page: tablet }).analyze()).violations).toEqual([]);
});

/** The tablet's frame: its own colour round the whole screen, or null when there is none. */
const frameOf = (tablet: Page) =>
  tablet.locator('[data-mode]').evaluate((stage) => {
    const { boxShadow } = getComputedStyle(stage);
    const { width, height } = stage.getBoundingClientRect();
    if (boxShadow === 'none' || width < window.innerWidth || height < window.innerHeight) return null;
    return boxShadow;
  });
const modeColor = (tablet: Page) =>
  tablet.getByTestId('host-mode').evaluate((badge) => getComputedStyle(badge).backgroundColor);

test('a rehearsal is framed in amber before the host too, in both themes; a real show is not', async ({
  screenPage: desk,
  browser,
}) => {
  const tablet = await newTablet(browser, await openHostView(desk));
  await closeDialog(desk);
  const stage = tablet.locator('[data-mode]');
  await expect(stage).toHaveAttribute('data-mode', 'rehearsal');
  for (const theme of ['浅色', '深色']) {
    expect(await frameOf(tablet)).toBe(`${await modeColor(tablet)} 0px 0px 0px 3px inset`);
    await tablet.getByRole('button', { name: theme }).click();
  }
  await desk.goto(new URL('/import/products', desk.url()).href);
  await importPaipin(desk);
  await desk.getByTestId('host-view').click();
  await desk
    .getByTestId('host-dialog')
    .getByRole('button', { name: /换成这一场|Show this one/ })
    .click();
  await expect(stage).toHaveAttribute('data-mode', 'live');
  await expect(tablet.getByTestId('host-mode')).not.toHaveText('演练');
  expect(await frameOf(tablet)).toBeNull();
});

test('a comment put before the host is answered on the tablet and leaves both screens', async ({
  screenPage: desk,
  browser,
}) => {
  const url = await openHostView(desk);
  await closeDialog(desk);
  const tablet = await newTablet(browser, url, { width: 390, height: 844 });
  await expect(tablet.getByTestId('host-questions')).toContainText('暂时没有');
  const row = desk.getByTestId('comments').locator('[data-comment-id]').last();
  await expect(async () => {
    await row.hover({ timeout: 1000 });
    await row.getByRole('button', { name: /递给主播|To the host/ }).click({ timeout: 1000 });
  }).toPass();
  const queued = desk.getByTestId('to-host').getByRole('listitem');
  await expect(queued).toHaveCount(1);
  await expect(tablet.getByTestId('host-questions').getByRole('listitem')).toHaveCount(1);
  await tablet.getByRole('button', { name: '已回答' }).click();
  await expect(queued).toHaveCount(0);
  await expect(tablet.getByTestId('host-questions')).toContainText('暂时没有');
  const clipped = await tablet.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(clipped, 'nothing hangs out of a phone’s width').toBe(false);
});

test('the prompter rolls, by its keys too, and another product begins at its top', async ({
  screenPage: desk,
  browser,
}) => {
  const tablet = await newTablet(browser, await openHostView(desk));
  await tablet.getByRole('button', { name: '提词器' }).click();
  const prompter = tablet.getByTestId('host-prompter');
  await tablet.keyboard.press('ArrowUp');
  await expect(tablet.getByText('速度 5')).toBeVisible();
  for (let n = 0; n < 6; n += 1) await tablet.keyboard.press('+');
  await tablet.keyboard.press('m');
  await expect(tablet.getByRole('button', { name: '镜像' })).toHaveAttribute('aria-pressed', 'true');
  await tablet.keyboard.press('Space');
  await expect.poll(() => prompter.evaluate((box) => box.scrollTop)).toBeGreaterThan(20);
  await tablet.keyboard.press('Space');
  await expect(tablet.getByRole('button', { name: '滚动' })).toBeVisible();
  await closeDialog(desk);
  await desk.getByTestId('take-next').click();
  await expect.poll(() => prompter.evaluate((box) => box.scrollTop)).toBeLessThan(5);
  await tablet.keyboard.press('Escape');
  await expect(prompter).toHaveCount(0);
});

test('tablets come back after the desk was killed; a removed one and a closed view do not', async ({
  desk: console_,
  page: desk,
  browser,
}) => {
  await desk.goto(console_.url);
  const tablet = await newTablet(browser, await openHostView(desk));
  await expect(tablet.getByTestId('host-mode')).toBeVisible();
  await console_.kill();
  await expect(tablet.getByRole('alert')).toContainText('正在重连');
  const again = await console_.restart();
  await expect(tablet.getByRole('alert')).toHaveCount(0);
  await desk.goto(again);
  await desk.getByTestId('host-view').click();
  await desk
    .getByTestId('host-dialog')
    .getByRole('button', { name: /^(移除|Remove)$/ })
    .click();
  await expect(tablet.getByRole('status')).toContainText('移除');
  const other = await newTablet(browser, await scannedUrl(desk));
  await expect(other.getByTestId('host-mode')).toBeVisible();
  await desk.getByRole('button', { name: /^(关闭主播屏|Close the host view)$/ }).click();
  await expect(other.getByRole('status')).toContainText('关闭');
});
