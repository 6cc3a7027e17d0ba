import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { sample } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

/** Every screen by its route, with what must be in sight on it. */
const screens = [
  {
    path: '/',
    key: [
      'mode',
      'gmv-net',
      'gmv-gross',
      'orders-count',
      'rundown',
      'on-air',
      'take-next',
      'groups',
      'comments',
      'sync-state',
      'outbox-count',
    ],
    ready: '[data-testid="rundown-row"]',
  },
  {
    path: '/wall',
    key: ['mode', 'wall-net', 'wall-pacing', 'sync-state'],
    ready: '[data-testid="wall-net"]',
  },
  {
    path: '/reports',
    key: ['mode', 'sync-state', 'report-net', 'report-export', 'report-print'],
    ready: '[data-testid="report-products"]',
  },
  {
    path: '/community',
    key: ['mode', 'groups', 'post-composer', 'sync-state'],
    ready: '[data-testid="post-rendered"]',
  },
  {
    path: '/till',
    key: ['mode', 'till-scan', 'basket-total', 'pay-cash', 'pay-qr', 'pay-later', 'sync-state'],
    ready: '[data-testid="till-product"]',
  },
  { path: '/import/products', key: ['mode', 'sync-state'], ready: '[data-testid="sheet-file"]' },
  { path: '/import/groups', key: ['mode', 'sync-state'], ready: '[data-testid="sheet-file"]' },
  { path: '/handover', key: ['mode', 'sync-state'], ready: '[data-testid="handover"]' },
  { path: '/audit', key: ['mode', 'sync-state'], ready: '[data-testid="audit-row"]' },
  { path: '/team', key: ['mode', 'sync-state'], ready: '[data-testid="session"]' },
  { path: '/settings', key: ['mode', 'sync-state'], ready: 'main h1' },
] as const;

const screenAt = (wanted: string) => {
  const found = screens.find(({ path }) => path === wanted);
  if (!found) throw new Error(`no screen at ${wanted}`);
  return found;
};

async function open(page: Page, { path, ready }: { path: string; ready: string }): Promise<void> {
  const link = page.locator(`nav a[href="${path}"]`);
  if ((await link.count()) > 0) await link.click();
  else await page.goto(new URL(path, page.url()).href);
  await page.locator(ready).first().waitFor({ state: 'attached' });
  await expect(page.getByTestId('sync-state')).toHaveAttribute('data-hub', 'online');
}

/** The import with a sheet that has something to ask: a screen of its own. */
async function openCheck(page: Page, kind: 'products' | 'groups'): Promise<void> {
  await open(page, { path: `/import/${kind}`, ready: '[data-testid="sheet-file"]' });
  await page
    .getByTestId('sheet-file')
    .setInputFiles(sample(kind === 'products' ? 'paipin-618.xlsx' : 'groups-240.csv'));
  await page.getByTestId('sheet-row').first().waitFor();
}

async function setLooks(page: Page, language: 'zh' | 'en', theme: 'dark' | 'light'): Promise<void> {
  const html = page.locator('html');
  if (!(await html.getAttribute('lang'))?.startsWith(language))
    await page.getByTestId('language-switch').click();
  await expect(html).toHaveAttribute('lang', language === 'zh' ? 'zh-CN' : 'en');
  if ((await html.getAttribute('data-theme')) !== theme) await page.getByTestId('theme-switch').click();
  await expect(html).toHaveAttribute('data-theme', theme);
}

/** Texts of the chrome that hold Chinese: visible texts and labels, without what people and sheets have written. */
async function chineseTexts(page: Page, data: readonly string[]): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    // What people have written: comments, the announcement and what becomes of it.
    const written =
      'script, style, textarea, [data-testid="comments"] [data-index], [data-testid="post-rendered"]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.parentElement?.closest(written) === null) found.push(node.textContent ?? '');
      } else if (node instanceof HTMLElement && node.closest(written) === null) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
          found.push(node.getAttribute(name) ?? '');
      }
    }
    return found;
  });
  // A text with variables in it is an announcement's own.
  const left = texts.map((text) => data.reduce((rest, word) => rest.replaceAll(word, ''), text));
  return [...new Set(left.filter((text) => /\p{Script=Han}/u.test(text) && !text.includes('{{')))];
}

/** Every piece of the sample's own texts, longest first, so that what is left was written by us. */
async function dataWords(page: Page): Promise<string[]> {
  // What the desk serves is data; what the screen adds is chrome. The sample sheets hold all of the data's words.
  const { readFileSync } = await import('node:fs');
  const sheets = ['paipin-618.utf8.csv', 'groups-240.csv'].map((name) => readFileSync(sample(name), 'utf8'));
  const cells = sheets.flatMap((sheet) => sheet.split(/[,\r\n;"；，：　（）]/)).map((cell) => cell.trim());
  const own = [
    '618 第一场 · 棉柔专场（示例）',
    '618 返场预告',
    '阿宁',
    '小周',
    '中文',
    '切换到中文',
    '199元',
  ];
  const drops = await page
    .getByTestId('drop-card')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''));
  return [...new Set([...cells, ...own, ...drops])]
    .filter((word) => /\p{Script=Han}/u.test(word))
    .sort((a, b) => b.length - a.length);
}

/** What does not fit: a page that scrolls, and controls or figures whose own text is cut off. */
async function misfits(page: Page, key: readonly string[]): Promise<string[]> {
  return page.evaluate((ids) => {
    const wrong: string[] = [];
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth) wrong.push(`page is ${scrollWidth - clientWidth} px too wide`);
    if (scrollHeight > clientHeight) wrong.push(`page is ${scrollHeight - clientHeight} px too high`);
    for (const id of ids) {
      const box = document.querySelector(`[data-testid="${id}"]`)?.getBoundingClientRect();
      if (!box) wrong.push(`${id} is not there`);
      else if (box.width === 0 || box.height === 0) wrong.push(`${id} has no size`);
      else if (box.left < 0 || box.top < 0 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5)
        wrong.push(`${id} is not within the window`);
    }
    // Nothing of the top strip reaches into what stands beside it, and no button out of its drop's card.
    const strip = [...(document.querySelector('header')?.children ?? [])].filter(
      (part) => part.clientWidth > 1,
    );
    strip.forEach((part, at) => {
      const end = part.getBoundingClientRect().left + Math.max(part.clientWidth, part.scrollWidth);
      const next = strip[at + 1]?.getBoundingClientRect().left ?? innerWidth;
      if (end > next + 1) wrong.push(`lies over what follows: ${part.textContent}`);
    });
    for (const button of document.querySelectorAll('[data-testid="drop-card"] button')) {
      const card = button.closest('[data-testid="drop-card"]')?.getBoundingClientRect();
      if (card && button.getBoundingClientRect().right > card.right)
        wrong.push(`beyond its card: ${button.textContent}`);
    }
    for (const name of document.querySelectorAll<HTMLElement>('[data-row-main]'))
      if (name.scrollHeight > name.clientHeight + 1 || name.scrollWidth > name.clientWidth + 1)
        wrong.push(`cut off: ${name.textContent}`);
    for (const id of [
      'gmv-net',
      'gmv-gross',
      'refunds',
      'orders-count',
      'buyers',
      'aov',
      'mode',
      'take-next',
    ])
      for (const figure of document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`))
        if (figure.scrollWidth > figure.clientWidth + 1 && figure.clientWidth > 0)
          wrong.push(`cut off: ${id}`);
    return wrong;
  }, key);
}

/** One press from each to the next. */
const allLooks = [
  ['zh', 'dark'],
  ['en', 'dark'],
  ['en', 'light'],
  ['zh', 'light'],
] as const;

async function expectAccessible(page: Page, what: string): Promise<void> {
  expect.soft(await graveFaults(page, what)).toEqual([]);
}

test.describe('with the sample show', () => {
  test.use({ consoleArgs: ['--demo'] });

  test.beforeEach(async ({ screenPage: page }) => {
    // Something to show, and then still figures: what is measured must not change meanwhile.
    await expect(page.getByTestId('orders-count')).not.toHaveAttribute('data-count', '0', {
      timeout: 30_000,
    });
    await page.getByTestId('mode').click();
    await page.getByRole('region', { name: '示例平台' }).getByRole('button', { name: '暂停' }).click();
    await page.keyboard.press('Escape');
  });

  test('both languages are whole, and switch at once', async ({ screenPage: page }) => {
    const data = await dataWords(page);
    // At once: what stands on the screen changes without a reload, and so does what is open.
    await page.evaluate(() => {
      document.body.dataset['mark'] = 'same page';
    });
    await setLooks(page, 'en', 'dark');
    await expect(page.locator('body')).toHaveAttribute('data-mark', 'same page');
    await expect(page.getByTestId('mode')).toContainText('REHEARSAL');
    for (const screen of screens) {
      await open(page, screen);
      await expect(page.locator('html')).toHaveAttribute('lang', 'en');
      expect.soft(await chineseTexts(page, data), screen.path).toEqual([]);
    }
    for (const kind of ['products', 'groups'] as const) {
      await openCheck(page, kind);
      expect.soft(await chineseTexts(page, data), `checking ${kind}`).toEqual([]);
    }
    await setLooks(page, 'zh', 'dark');
    for (const screen of screens) {
      await open(page, screen);
      const labels = await page
        .locator('h1, h2, h3, button, legend, label, th')
        .evaluateAll((all) =>
          all
            .filter((one) => one.getClientRects().length > 0)
            .map((one) => (one as HTMLElement).innerText.trim()),
        );
      // Words of three letters and more that are no names, keys or units.
      const english = labels.filter(
        (text) =>
          /^[A-Za-z][a-z]{2,}( [A-Za-z][a-z]+)*$/.test(text) && !['English', 'Livedesk'].includes(text),
      );
      expect.soft(english, screen.path).toEqual([]);
    }
  });

  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
    [2560, 1440],
  ] as const) {
    test(`everything fits at ${width}×${height}, in both languages`, async ({ screenPage: page }) => {
      await page.setViewportSize({ width, height });
      for (const language of ['zh', 'en'] as const) {
        await setLooks(page, language, 'dark');
        for (const screen of screens) {
          await open(page, screen);
          await expect.soft
            .poll(() => misfits(page, screen.key), { message: `${language} ${screen.path}` })
            .toEqual([]);
        }
        await openCheck(page, 'products');
        await expect.soft
          .poll(() => misfits(page, ['sheet-import', 'sheet-file']), {
            message: `${language} checking products`,
          })
          .toEqual([]);
      }
    });
  }

  test('no grave fault of access, in both themes and languages', async ({ screenPage: page }) => {
    test.slow();
    /** What is open stays open: only the looks change. */
    async function expectAccessibleInAllLooks(what: string): Promise<void> {
      for (const [language, theme] of allLooks) {
        await setLooks(page, language, theme);
        await expectAccessible(page, `${language} ${theme} ${what}`);
      }
    }
    for (const screen of screens) {
      await open(page, screen);
      await expectAccessibleInAllLooks(screen.path);
    }
    for (const kind of ['products', 'groups'] as const) {
      await openCheck(page, kind);
      await expectAccessibleInAllLooks(`checking ${kind}`);
    }
    // The announcement on its way out: the dry run, and what became of it.
    await open(page, screenAt('/community'));
    await page.getByTestId('post-send').click();
    await page.getByTestId('plan-row').first().waitFor();
    await expectAccessibleInAllLooks('dry run');
    await page.getByTestId('batch-send').click();
    await page.getByTestId('batch-confirm').getByTestId('confirm').click();
    await expect(page.getByTestId('batch-state')).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
    await expectAccessibleInAllLooks('batch');
    await open(page, screenAt('/'));
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page, 'palette');
    await page.keyboard.press('Escape');
    await page.getByTestId('outbox-count').click();
    await expect(page.getByTestId('unsent-dialog')).toBeVisible();
    await expectAccessible(page, 'unsent');
    await page.keyboard.press('Escape');
    await page.getByTestId('sync-state').click();
    await expectAccessible(page, 'details of sync');
  });
});

test('the welcome is whole in both languages and fits a small window', async ({ screenPage: page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByTestId('welcome-sample')).toBeVisible();
  for (const [language, theme] of allLooks) {
    await setLooks(page, language, theme);
    await expect.poll(() => misfits(page, ['welcome-sample', 'welcome-empty', 'mode'])).toEqual([]);
    await expectAccessible(page, `${language} ${theme} welcome`);
  }
  await setLooks(page, 'en', 'light');
  expect(await chineseTexts(page, ['切换到中文'])).toEqual([]);
});
