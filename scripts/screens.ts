/**
 * `npm run screens`: takes the README's pictures of the sample show into docs/screens, so that they can be renewed
 * whenever the screen changes.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startConsole } from '../e2e/fixtures/console-process.ts';
import { ensureRendererBuilt } from './lib/build-renderer.ts';
import { findChromium } from './lib/find-chromium.ts';

interface Picture {
  readonly name: string;
  readonly locale: 'zh-CN' | 'en-GB';
  readonly width: number;
  readonly height: number;
  readonly theme: 'dark' | 'light';
  readonly pose: (page: Page) => Promise<void>;
}

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/screens');
const sheet = join(root, 'resources/sample/paipin-618.xlsx');

const onAir = async (page: Page) => {
  await page.getByTestId('on-air').getByRole('heading').first().waitFor();
  // The curve draws itself in.
  await page.waitForTimeout(1500);
};
const importing = async (page: Page) => {
  await page.locator('a[href$="/import/products"]').first().click();
  await page.getByTestId('sheet-file').setInputFiles(sheet);
  await page.getByTestId('sheet-row').first().waitFor();
};
const community = async (page: Page) => {
  await page.locator('a[href$="/community"]').first().click();
  await page.getByTestId('post-rendered').first().waitFor();
};
const dryRun = async (page: Page) => {
  await community(page);
  await page.getByTestId('post-send').click();
  await page.getByTestId('plan-row').first().waitFor();
};
const team = async (page: Page) => {
  await page.locator('a[href$="/team"]').first().click();
  await page.waitForTimeout(1000);
};

const wall = async (page: Page) => {
  await page.locator('a[href$="/wall"]').first().click();
  await page.locator('main canvas').first().waitFor();
  await page.waitForTimeout(1500);
};
const report = async (page: Page) => {
  await page.locator('a[href$="/reports"]').first().click();
  await page.getByTestId('report').waitFor();
  await page.waitForTimeout(1500);
};
const audit = async (page: Page) => {
  await page.locator('a[href$="/audit"]').first().click();
  await page.getByTestId('audit-row').first().waitFor();
};

/** A few sales, and one about to be paid. */
const till = async (page: Page) => {
  await page.locator('a[href$="/till"]').first().click();
  const products = page.getByTestId('till-product');
  for (const way of ['cash', 'qr', 'later']) {
    for (const at of [0, 3, 4]) await products.nth(at).click();
    await page.getByTestId(`pay-${way}`).click();
    await page.getByTestId(`${way}-confirm`).click();
    await page.getByTestId('receipt-next').click();
  }
  for (const at of [0, 0, 2, 7]) await products.nth(at).click();
};
const chain = async (page: Page) => {
  await page.locator('a[href$="/till"]').first().click();
  await page.getByRole('tab').nth(4).click();
  await page
    .getByTestId('chain-text')
    .fill(
      [
        '#接龙',
        '6.18 团购，周五自提',
        '例 张三 柔巾2',
        '',
        '1. 小王 柔巾2 棉签x1',
        '2、李姐 3包压缩面巾+1条浴巾',
        '3. 3-501 小赵：毛巾2（周五拿）',
        '4. 老陈 柔巾1 取消',
        '5. 阿花 柔巾2箱',
        '6. Amy2 湿巾、面巾各两包',
        '',
        '今晚八点截止',
      ].join('\n'),
    );
  await page.getByTestId('chain-read').click();
  await page.getByTestId('chain-entry').first().waitFor();
};

const pictures: readonly Picture[] = [
  { name: 'live-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: onAir },
  { name: 'live-en-dark-1920', locale: 'en-GB', width: 1920, height: 1080, theme: 'dark', pose: onAir },
  { name: 'live-zh-light-1280', locale: 'zh-CN', width: 1280, height: 800, theme: 'light', pose: onAir },
  { name: 'import-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: importing },
  { name: 'community-en-dark', locale: 'en-GB', width: 1440, height: 900, theme: 'dark', pose: community },
  { name: 'dry-run-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: dryRun },
  { name: 'till-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: till },
  { name: 'chain-zh-light', locale: 'zh-CN', width: 1280, height: 800, theme: 'light', pose: chain },
  { name: 'wall-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: wall },
  { name: 'report-en-light', locale: 'en-GB', width: 1440, height: 900, theme: 'light', pose: report },
  { name: 'audit-zh-dark', locale: 'zh-CN', width: 1440, height: 900, theme: 'dark', pose: audit },
  { name: 'team-en-light', locale: 'en-GB', width: 1280, height: 800, theme: 'light', pose: team },
];

/** Long enough for the sandbox to have sold something. */
const WARM_UP_MS = 75_000;

async function take(browser: Browser, url: string, picture: Picture): Promise<void> {
  const { locale, width, height } = picture;
  const page = await browser.newPage({ locale, timezoneId: 'Asia/Shanghai', viewport: { width, height } });
  await page.goto(url);
  await onAir(page);
  if (picture.theme === 'light') await page.getByTestId('theme-switch').click();
  await picture.pose(page);
  await page.mouse.move(0, 0);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${picture.name}.png`), animations: 'disabled' });
  if (picture.theme === 'light') await page.getByTestId('theme-switch').click();
  await page.close();
}

mkdirSync(folder, { recursive: true });
await ensureRendererBuilt();
const desk = await startConsole('--demo');
const executablePath = findChromium(process.env) ?? undefined;
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  chromiumSandbox: process.getuid?.() !== 0,
  args: ['--disable-background-networking'],
});
try {
  const stage = await browser.newPage({ locale: 'zh-CN' });
  await stage.goto(desk.url);
  const card = stage.getByTestId('drop-card').first();
  for (let taken = 0; taken < 3; taken += 1) {
    await stage.getByTestId('take-next').click();
    await stage.waitForTimeout(WARM_UP_MS / 3);
  }
  await card.getByRole('button', { name: '预备' }).click();
  await card.getByTestId('drop-fire').click({ delay: 1500 });
  await stage.waitForTimeout(5000);
  for (const picture of pictures) await take(browser, desk.url, picture);
} finally {
  await browser.close();
  await desk.stop();
}
