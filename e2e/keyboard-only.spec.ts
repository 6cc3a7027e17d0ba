/** The whole of an evening without a mouse. Only the system's own file dialog cannot be driven: its file is set. */
import type { Locator, Page } from '@playwright/test';
import { nameOf, namesOf, problemOf, rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

const MOST_TABS = 150;

const products = [
  '序号,商品名称,日常价,直播价,库存',
  '1,棉柔巾,39.9,29.9,100',
  '2,浴巾,1200,1e3,50',
  '3,口水巾,20,25,80',
  '4,隔尿垫,59,49,60',
  '5,纱布方巾,19.9,12.9,200',
].join('\n');

const groups = [
  '群名称,群主,平台,人数,标签,所属品牌,机器人地址',
  '键盘一群,团长1,企业微信内部群,120,键盘,母婴线,http://127.0.0.1:4699/robot/6',
  '键盘二群,团长2,企业微信客户群,90,键盘,母婴线,',
].join('\n');

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Walks by Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toHaveCount(1);
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} is not reached by ${MOST_TABS} presses of ${key}`);
}

/** Walks within a list, a menu or tabs by an arrow. */
async function arrowTo(
  page: Page,
  target: Locator,
  key: 'ArrowDown' | 'ArrowRight',
  most = 12,
): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < most && !(await isFocused(target)); presses += 1)
    await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

async function tabAndPress(page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await expect(target).toBeEnabled();
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function tabAndType(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await expect(field).toHaveValue(text);
}

const setFile = (page: Page, name: string, text: string) =>
  page.getByTestId('sheet-file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** Fails if anything is pressed by a pointer on the way. */
async function watchPointer(page: Page): Promise<void> {
  await page.evaluate(() =>
    document.addEventListener('pointerdown', () => document.body.setAttribute('data-pointer', ''), true),
  );
}

test('from a sheet to a sent announcement by keys alone', async ({ screenPage: page }) => {
  await page.getByTestId('rundown-row').first().waitFor();
  await watchPointer(page);

  // The import: a price to settle, a warning to accept.
  await tabAndPress(page, page.getByRole('link', { name: '导入', exact: true }));
  await tabTo(page, page.locator('main button', { hasText: '选择文件' }));
  await setFile(page, '键盘场.csv', products);
  await expect(page.getByTestId('sheet-import')).toBeDisabled();
  const price = problemOf(page, 3, 'sheet/scientific');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(price.locator(':focus')).toHaveCount(1);
  await tabAndType(page, price.getByRole('textbox'), '999');
  await page.keyboard.press('Enter');
  await expect(price).toHaveCount(0);
  const above = problemOf(page, 4, 'sheet/price-above-list');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(above.locator(':focus')).toHaveCount(1);
  await tabAndPress(page, above.getByRole('button', { name: '接受' }));
  await expect(page.getByTestId('sheet-import')).toContainText('5 个商品');
  await tabAndPress(page, page.getByTestId('sheet-import'));
  await expect(namesOf(page)).toHaveText(['棉柔巾', '浴巾', '口水巾', '隔尿垫', '纱布方巾']);

  // The rundown: start, take, reorder, skip by the menu, arm by the row.
  await tabAndPress(page, page.getByTestId('run-button'));
  await tabAndType(page, page.getByTestId('start-reason'), '练习');
  await tabAndPress(page, page.getByTestId('confirm'));
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
  await expect(page.getByTestId('confirm')).toHaveCount(0);
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  // The rows are one stop of Tab; arrows go from row to row.
  await tabTo(page, page.getByTestId('rundown').locator('[data-row-main][tabindex="0"]'));
  await arrowTo(page, nameOf(rundownRow(page, 3)), 'ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(namesOf(page)).toHaveText(['棉柔巾', '浴巾', '隔尿垫', '口水巾', '纱布方巾']);
  await expect(nameOf(rundownRow(page, 4))).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(nameOf(rundownRow(page, 3))).toBeFocused();
  await page.keyboard.press('Shift+F10');
  const skip = page.getByRole('menuitem', { name: '跳过' });
  await arrowTo(page, skip, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'skipped');
  // Closing the menu leaves the focus where it was.
  await expect(nameOf(rundownRow(page, 3))).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 4)).toHaveAttribute('data-armed');
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 4)).toHaveAttribute('data-state', 'on-air');

  // Two drops: one held by Space on its button, one by its pad.
  const card = (name: string) => page.getByRole('listitem', { name, exact: true });
  for (const name of ['甲券', '乙券']) {
    await tabAndPress(page, page.getByRole('button', { name: '新建福利' }));
    const dialog = page.getByTestId('drop-dialog');
    for (const [label, text] of [
      ['优惠金额', '5'],
      ['总张数', '30'],
      ['每人限领', '1'],
      ['开抢秒数', '60'],
      ['名称', name],
    ] as const)
      await tabAndType(page, dialog.getByLabel(label), text);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await tabAndPress(page, card(name).getByTestId('drop-arm'), 'Space');
    await expect(card(name)).toHaveAttribute('data-state', 'armed');
  }
  await tabTo(page, card('甲券').getByTestId('drop-fire'));
  await page.keyboard.down('Space');
  await expect(card('甲券')).toHaveAttribute('data-state', 'open');
  await page.keyboard.up('Space');
  await page.keyboard.down('Alt');
  await page.keyboard.down('2');
  await expect(card('乙券')).toHaveAttribute('data-state', 'open');
  await page.keyboard.up('2');
  await page.keyboard.up('Alt');

  // Two groups more, one with a robot.
  await tabAndPress(page, page.getByRole('link', { name: '社群' }));
  await expect(page.getByTestId('groups')).toContainText('240 个群');
  await tabAndPress(page, page.getByTestId('groups').getByRole('button', { name: '导入名单' }));
  await setFile(page, '群.csv', groups);
  await expect(page.getByTestId('sheet-import')).toContainText('2');
  await tabAndPress(page, page.getByTestId('sheet-import'));
  await expect(page.getByTestId('groups')).toContainText('242 个群');

  // The list of groups is one stop of Tab, however long it is; arrows walk it.
  const removals = page.getByTestId('group-row').getByRole('button');
  await tabTo(page, page.getByTestId('group-row').locator('button[tabindex="0"]'));
  await expect(removals.nth(0)).toBeFocused();
  for (let row = 0; row < 40; row += 1) await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-testid="group-row"][data-index="40"]').getByRole('button')).toBeFocused();

  // The announcement: title, product, audience, text with a variable.
  const composer = page.getByTestId('post-composer');
  await tabAndType(page, composer.getByRole('textbox', { name: /^标题/ }), '键盘通知');
  const product = composer.getByRole('combobox', { name: '商品' });
  await tabTo(page, product);
  await page.keyboard.press('ArrowDown');
  await expect(product.locator('option:checked')).toContainText('棉柔巾');
  await tabAndPress(page, composer.getByRole('button', { name: '按标签选群' }));
  const tag = page.getByRole('menuitem', { name: /^键盘/ });
  await arrowTo(page, tag, 'ArrowDown', 80);
  await page.keyboard.press('Enter');
  const text = composer.getByRole('textbox', { name: '内容' });
  await tabAndType(page, text, '今晚 ');
  await tabAndPress(page, composer.locator('[data-variable="product.name"]'));
  await expect(text).toHaveValue('今晚 {{product.name}}');
  await expect(text).toBeFocused();
  await expect(page.getByTestId('post-rendered').first()).toContainText('今晚 棉柔巾');

  // Dry run, send, confirm.
  await tabAndPress(page, page.getByTestId('post-send'));
  await expect(page.getByTestId('plan-robot')).toHaveAttribute('data-n', '1');
  await expect(page.getByTestId('plan-hand')).toHaveAttribute('data-n', '1');
  await tabAndPress(page, page.getByTestId('batch-send'));
  await tabAndPress(page, page.getByTestId('batch-confirm').getByTestId('confirm'));
  await expect(page.getByTestId('batch-state')).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  const counts = page.getByTestId('batch-counts');
  // Whether the simulator's robot took it is its affair (see sending.spec.ts): it has one end, and nothing waits.
  await expect(counts).toHaveAttribute('data-queued', '0');
  await expect(counts).toHaveAttribute('data-sending', '0');
  await expect(counts).toHaveAttribute('data-by-hand', '1');
  // What is left by hand is ticked off by hand, by keys.
  await tabTo(page, page.getByTestId('batch').getByRole('tab', { selected: true }));
  const byHand = page.getByTestId('batch').getByRole('tab', { name: '待人工' });
  await arrowTo(page, byHand, 'ArrowRight');
  await page.keyboard.press('Enter');
  await tabAndPress(page, page.getByTestId('batch-row').getByRole('button').first());
  await tabAndPress(page, page.getByTestId('batch-tick'));
  await expect(counts).toHaveAttribute('data-by-hand', '0');

  await expect(page.locator('body')).not.toHaveAttribute('data-pointer');
});
