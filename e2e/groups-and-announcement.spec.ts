import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { importPaipin, sample } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

const robots = [...readFileSync(sample('groups-240.csv'), 'utf8').matchAll(/http\S+/g)].map(([url]) =>
  url.trim(),
);

/** A secret may stand nowhere: not as text, not in an attribute, not in a field. Its host may, to say what is wrong. */
async function expectNoSecret(page: Page): Promise<void> {
  const fields = await page
    .locator('input, textarea')
    .evaluateAll((all) => all.map((field) => (field as HTMLInputElement).value));
  const texts = [await page.content(), ...fields];
  expect(robots.filter((url) => texts.some((text) => text.includes(url.replace('http://', ''))))).toEqual([]);
}

test('robots on this machine are refused in words outside the demo; the groups come in without them', async ({
  screenPage: page,
}) => {
  expect(robots).toHaveLength(80);
  await page.getByRole('link', { name: '社群' }).click();
  await page.getByTestId('groups').getByRole('button', { name: '导入名单' }).click();
  await page.getByTestId('sheet-file').setInputFiles(sample('groups-240.csv'));
  const refused = page.locator('[data-testid="sheet-problem"][data-code="sheet/robot-host"]');
  await expect(refused.first()).toContainText('不被允许');
  await expect(refused.first()).toContainText('G 列“机器人地址”');
  await expect(page.getByTestId('sheet-import')).toBeDisabled();
  await expectNoSecret(page);

  const all = page.locator('[data-testid="sheet-accept-all"][data-code="sheet/robot-host"]');
  await expect(all).toContainText('80');
  await all.click();
  await expect(page.getByTestId('sheet-import')).toContainText('240');
  await page.getByTestId('sheet-import').click();
  await expect(page.getByTestId('group-row').first()).toBeVisible();
  await expect(page.getByTestId('groups')).toContainText('240 个群');
  await expect(page.getByTestId('groups').getByLabel('有机器人')).toHaveCount(0);
  await expectNoSecret(page);

  // The same list again updates the groups that are there.
  await page.getByTestId('groups').getByRole('button', { name: '导入名单' }).click();
  await page.getByTestId('sheet-file').setInputFiles(sample('groups-240.csv'));
  await all.click();
  await page.getByTestId('sheet-import').click();
  await expect(page.getByTestId('groups')).toContainText('240 个群');
});

test.describe('with --demo', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('there are 80 robots, and not one address on the screen or in what is kept on this machine’s page', async ({
    screenPage: page,
  }) => {
    await page.getByRole('link', { name: '社群' }).click();
    await expect(page.getByTestId('groups')).toContainText('240 个群');
    await expect(page.getByTestId('group-row').getByLabel('有机器人').first()).toBeVisible();
    await expectNoSecret(page);
    await page.getByTestId('groups').getByRole('button', { name: '导入名单' }).click();
    await page.getByTestId('sheet-file').setInputFiles(sample('groups-240.csv'));
    await expect(page.getByTestId('sheet-import')).toContainText('240');
    await page
      .locator('[data-testid="sheet-row"][data-row="4"]')
      .getByRole('button', { expanded: false })
      .click();
    await expectNoSecret(page);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(
      'robot/',
    );
  });
});

test('an announcement is rendered for each group, and a variable that stays empty blocks it', async ({
  screenPage: page,
}) => {
  await importPaipin(page);
  await page.getByRole('link', { name: '导入' }).click();
  await page.goto(new URL('/import/groups', page.url()).href);
  await page.getByTestId('sheet-file').setInputFiles(sample('groups-240.csv'));
  await page.getByTestId('sheet-accept-all').click();
  await page.getByTestId('sheet-import').click();

  const composer = page.getByTestId('post-composer');
  const text = composer.getByRole('textbox', { name: '内容' });
  const verdict = page.getByTestId('post-verdict');
  const rendered = page.getByTestId('post-rendered');
  await composer.getByRole('textbox', { name: /^标题/ }).fill('开播提醒');
  await text.fill('');
  await composer.locator('[data-variable="group.name"]').click();
  await text.press('End');
  await text.pressSequentially('的姐妹们，');
  await composer.locator('[data-variable="product.name"]').click();
  await text.press('End');
  await text.pressSequentially('只要 ');
  await composer.locator('[data-variable="product.price"]').click();
  await expect(text).toHaveValue('{{group.name}}的姐妹们，{{product.name}}只要 {{product.price}}');

  // Without a product it cannot be filled in for anybody.
  await expect(verdict).toHaveAttribute('data-blocked', '240');
  await expect(verdict).toContainText('这条通知发不出去');
  await expect(rendered.first()).toContainText('填不上');
  await composer
    .getByRole('combobox', { name: '商品' })
    .selectOption({ label: '新生儿连体衣 夏季薄款　¥129.00' });
  await expect(verdict).toHaveAttribute('data-blocked', '0');
  await expect(verdict).toContainText('240');
  await expect(rendered.first()).toContainText(
    '杭州宝宝7-12月宝妈1群的姐妹们，新生儿连体衣 夏季薄款只要 ¥129.00',
  );
  await expect(rendered.nth(1)).toContainText('成都宝宝13-24月宝妈2群的姐妹们');

  // A name that nobody knows is shown as such and blocks every group.
  await text.press('End');
  await text.pressSequentially(' {{product.floor}}');
  await expect(verdict).toHaveAttribute('data-blocked', '240');
  await expect(rendered.first()).toContainText('product.floor');
  await text.fill('{{group.name}}：{{product.name}}\n<b>今晚</b> {{product.price}}');
  await expect(verdict).toHaveAttribute('data-blocked', '0');
  await expect(rendered.first()).toContainText('<b>今晚</b>');

  // Only the groups with a tag.
  await composer.getByRole('button', { name: '按标签选群' }).click();
  await page.getByRole('menuitem', { name: /^杭州/ }).click();
  await expect(verdict).not.toContainText('240');
  await composer.getByRole('button', { name: /^去掉标签/ }).click();
  await expect(verdict).toContainText('240');

  // The draft is saved by itself and is there after a reload.
  await expect(composer.locator('[data-save="saved"]')).toBeVisible();
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await page.reload();
  await expect(text).toHaveValue('{{group.name}}：{{product.name}}\n<b>今晚</b> {{product.price}}');
  await expect(composer.getByRole('textbox', { name: /^标题/ })).toHaveValue('开播提醒');
  await expect(verdict).toHaveAttribute('data-blocked', '0');
  await expect(composer.getByRole('combobox', { name: '商品' }).locator('option:checked')).toContainText(
    '新生儿连体衣',
  );
});
