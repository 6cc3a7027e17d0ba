/** The palette's commands, found by the words of either language and carried out. */
import type { Page } from '@playwright/test';
import { rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

/** Words of the other language than the screen's, by the screen they lead to. */
const places: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  '/wall': { zh: '大屏', en: 'big screen' },
  '/reports': { zh: '复盘', en: 'reports' },
  '/community': { zh: '公告', en: 'announcement' },
  '/till': { zh: '接龙', en: 'cash' },
  '/import/products': { zh: '排品表', en: 'products' },
  '/import/groups': { zh: '群名单', en: 'groups list' },
  '/handover': { zh: '交班', en: 'shift' },
  '/audit': { zh: '审计', en: 'audit' },
  '/team': { zh: '邀请', en: 'invite' },
  '/settings': { zh: '设置', en: 'settings' },
  '/': { zh: '场控', en: 'live desk' },
};

const options = (page: Page) => page.getByRole('dialog').getByRole('option');

async function search(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill(words);
}

async function goEverywhere(page: Page, language: 'zh' | 'en'): Promise<void> {
  for (const [path, words] of Object.entries(places)) {
    await search(page, words[language]);
    await expect(options(page).first()).toHaveAttribute('data-selected', 'true');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).pathname, { message: words[language] }).toBe(path);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
}

test('every screen is reached from the palette, by the words of the other language too', async ({
  screenPage: page,
}) => {
  await rundownRow(page, 1).waitFor();
  await goEverywhere(page, 'en');
  await search(page, 'english');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await goEverywhere(page, 'zh');
  await search(page, '语言');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('what is on the screen is commanded from the palette, and only there', async ({ screenPage: page }) => {
  await rundownRow(page, 1).waitFor();
  await search(page, 'take');
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');

  // A product is found by its name and stands armed.
  const name = (await rundownRow(page, 5).locator('[data-row-main]').textContent()) ?? '';
  await search(page, name);
  await expect(options(page).first()).toContainText(name);
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 5)).toHaveAttribute('data-armed', 'true');

  // The one that is on air cannot be armed, and says so by being out of reach.
  const onAir = (await rundownRow(page, 2).locator('[data-row-main]').textContent()) ?? '';
  await search(page, onAir);
  await expect(options(page).filter({ hasText: onAir }).first()).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');

  await search(page, 'coupon');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('券');
  await page.keyboard.press('Escape');

  await search(page, 'theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');

  // Elsewhere a take is no command.
  await page.locator('nav a[href="/settings"]').click();
  await search(page, '切到下一个');
  await expect(options(page).filter({ hasText: '切到' })).toHaveCount(0);
});
