import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { HubApi } from './fixtures/hub-api.ts';
import {
  importPaipin,
  nameOf,
  namesOf,
  pressRunButton,
  problemOf,
  rundownRow,
  sample,
  sheetRow,
} from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

/** Slots are numbered as on the screen. */
const states = (page: Page) =>
  page.getByTestId('rundown-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-state')));

async function onlyShow(hub: HubApi): Promise<{ id: string; state: string }> {
  const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string; state: string }[] };
  expect(shows).toHaveLength(1);
  return shows[0] as { id: string; state: string };
}

test('a product sheet says every oddity at its row and column, and comes in all at once', async ({
  screenPage: page,
  hub,
}) => {
  await page.getByTestId('sheet-file').first().setInputFiles(sample('paipin-618.xlsx'));
  const button = page.getByTestId('sheet-import');
  await expect(page.getByTestId('sheet-row').first()).toBeVisible();

  // Nothing can be imported while anything is open, and each open thing stands at its row and column in words.
  await expect(button).toBeDisabled();
  for (const [row, code, place, words] of [
    [22, 'sheet/second-slot', '第 22 行', 'LT-S010 与第 8 行同名同价'],
    [23, 'sheet/no-price', '第 23 行 G 列“直播价”', '没有直播价'],
    [24, 'sheet/no-price', '第 24 行 G 列“直播价”', '没有直播价'],
    [25, 'sheet/price-above-list', '第 25 行 G 列“直播价”', '高于日常价'],
    [26, 'sheet/price-below-floor', '第 26 行 G 列“直播价”', '上播前须第二人确认'],
    [27, 'sheet/negative-stock', '第 27 行 I 列“库存”', '是负数'],
  ] as const) {
    const problem = problemOf(page, row, code);
    await problem.scrollIntoViewIfNeeded();
    await expect(problem).toContainText(place);
    await expect(problem).toContainText(words);
  }
  // The title rows, the blank ones and the totals are said to be none of the products.
  await expect(page.getByTestId('sheet-skipped')).toContainText('合计行');

  await problemOf(page, 22, 'sheet/second-slot')
    .getByRole('button', { name: '再讲一次（同一商品）' })
    .click();
  await sheetRow(page, 23).getByRole('button', { name: '不导入这一行' }).first().click();
  await problemOf(page, 24, 'sheet/no-price').getByRole('textbox').fill('19.9');
  await problemOf(page, 24, 'sheet/no-price').getByRole('button', { name: '改好' }).click();
  // The price is there now, and below its floor: it says so instead of staying silent.
  await expect(problemOf(page, 24, 'sheet/price-below-floor')).toContainText('须第二人确认');
  await problemOf(page, 25, 'sheet/price-above-list').getByRole('button', { name: '接受' }).click();
  await expect(button).toBeDisabled();
  await problemOf(page, 27, 'sheet/negative-stock').getByRole('textbox').fill('5');
  await problemOf(page, 27, 'sheet/negative-stock').getByRole('button', { name: '改好' }).click();
  await expect(button).toContainText('18 个商品');
  await expect(button).toContainText('19 个排品位');
  await expect(button).toBeEnabled();

  // Not one row has come in so far.
  expect((await hub.get('/v1/shows')).body).toEqual({ shows: [] });

  await button.click();
  await expect(page.getByTestId('rundown-row')).toHaveCount(19);
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'planned');
  expect((await onlyShow(hub)).state).toBe('planned');
  // Row 22 is the same product once more; row 26 stays flagged.
  await expect(nameOf(rundownRow(page, 15))).toHaveText('新生儿连体衣 夏季薄款');
  await expect(nameOf(rundownRow(page, 4))).toHaveText('新生儿连体衣 夏季薄款');
  await expect(rundownRow(page, 18)).toContainText('需复核');
  await expect(rundownRow(page, 19)).toContainText('余 5');
});

test('a show is run from its first take to its end', async ({ screenPage: page, hub }) => {
  await importPaipin(page);
  const onAir = page.getByTestId('on-air');
  const take = page.getByTestId('take-next');
  await expect(page.getByTestId('rundown-row')).toHaveCount(17);

  // Starting puts nothing on air by itself.
  await pressRunButton(page);
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');
  await expect(page.locator('[data-state="on-air"]')).toHaveCount(0);
  const { id } = await onlyShow(hub);
  await expect.poll(async () => (await onlyShow(hub)).state).toBe('live');

  // Take by button, then by key. Space never presses the last button again.
  await take.click();
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await expect(onAir.getByRole('heading', { level: 3 })).toHaveText('纯棉柔巾 100抽×6包');
  await expect(onAir).toContainText('¥39.90');
  await expect(onAir).toContainText('¥35.00');
  await expect(onAir).toContainText('干湿两用');
  await expect(onAir).toContainText('还剩');
  await expect(take).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
  // Under its plan, in words.
  await expect(rundownRow(page, 1)).toContainText('提前');

  // Arm by F9 and F8, by number, and not by a scanner.
  const armed = page.locator('[data-testid="rundown-row"][data-armed]');
  await page.keyboard.press('F9');
  await expect(armed).toHaveCount(1);
  await expect(rundownRow(page, 4)).toHaveAttribute('data-armed');
  await page.keyboard.press('F8');
  await expect(rundownRow(page, 3)).toHaveAttribute('data-armed');
  await page.keyboard.type('6901234567892');
  await page.keyboard.press('Enter');
  await page.keyboard.type('12', { delay: 60 });
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 12)).toHaveAttribute('data-armed');
  await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 12)).toHaveAttribute('data-state', 'on-air');

  // Back to what was on air before; it goes on from where it was.
  await page.getByTestId('back').click();
  await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
  await expect(rundownRow(page, 12)).toHaveAttribute('data-state', 'waiting');

  // Skip by the row's menu, and take it back.
  await rundownRow(page, 3).hover();
  await nameOf(rundownRow(page, 3)).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: '跳过' }).click();
  await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'skipped');
  await expect(page.locator('[data-next]')).toHaveAttribute(
    'data-slot-id',
    (await rundownRow(page, 4).getAttribute('data-slot-id')) ?? '',
  );

  // Reorder by keys, and the moved row keeps the focus.
  const before = await namesOf(page).allTextContents();
  await nameOf(rundownRow(page, 5)).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(namesOf(page)).toHaveText(swapped(before, 4, 5));
  await expect(nameOf(rundownRow(page, 6))).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(namesOf(page)).toHaveText(before);

  // Reorder by dragging the handle.
  await rundownRow(page, 5).hover();
  await rundownRow(page, 5)
    .getByRole('button', { name: /^拖动排序/ })
    .hover();
  const target = await rundownRow(page, 7).boundingBox();
  if (!target) throw new Error('row 7 is not on the screen');
  await page.mouse.down();
  await page.mouse.move(target.x + 20, target.y + target.height / 2, { steps: 12 });
  await page.mouse.move(target.x + 20, target.y + target.height / 2 + 4, { steps: 4 });
  await page.mouse.up();
  const dragged = [...before];
  dragged.splice(6, 0, ...dragged.splice(4, 1));
  await expect(namesOf(page)).toHaveText(dragged);

  // Over its plan, in words.
  await nameOf(rundownRow(page, 2)).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /^计划分钟/ }).fill('0:01');
  await page.keyboard.press('Enter');
  await expect(rundownRow(page, 2)).toContainText(/超时 \d/);
  await expect(onAir).toContainText(/超时 \d/);

  // The hub's own way in moves the screen too; an old view of it is refused, the same key is one take.
  const slotId = async (at: number) => (await rundownRow(page, at).getAttribute('data-slot-id')) ?? '';
  const from = await slotId(2);
  const key = randomUUID();
  const taken = await hub.post(`/v1/shows/${id}/take`, { from }, { 'idempotency-key': key });
  expect(taken.status).toBe(200);
  expect(taken.body).toMatchObject({ slotId: await slotId(4) });
  await expect(rundownRow(page, 4)).toHaveAttribute('data-state', 'on-air');
  const again = await hub.post(`/v1/shows/${id}/take`, { from }, { 'idempotency-key': key });
  expect(again).toEqual(taken);
  const stale = await hub.post(`/v1/shows/${id}/take`, { from }, { 'idempotency-key': randomUUID() });
  expect(stale.status).toBe(409);
  expect(stale.body).toMatchObject({ error: { code: 'rundown/moved-on' } });
  await expect(rundownRow(page, 4)).toHaveAttribute('data-state', 'on-air');

  // A price below its floor is kept off the air, with words and ways out.
  await nameOf(rundownRow(page, 17)).scrollIntoViewIfNeeded();
  await nameOf(rundownRow(page, 17)).click();
  await expect(rundownRow(page, 17)).toHaveAttribute('data-armed');
  await expect(take).toBeDisabled();
  await expect(onAir).toContainText('低于底价 ¥150.00');
  const blocked = await hub.post(
    `/v1/shows/${id}/take`,
    { from: await slotId(4), to: await slotId(17) },
    { 'idempotency-key': randomUUID() },
  );
  expect(blocked).toMatchObject({ status: 409, body: { error: { code: 'rundown/needs-second-person' } } });
  await page.getByRole('button', { name: '我来复核' }).click();
  await expect(page.getByText('复核人不能是录入人本人').first()).toBeVisible();
  await page.keyboard.press('F12');
  const dialog = page.getByTestId('reprice-dialog');
  await dialog.getByLabel('直播价').fill('149');
  await expect(dialog.getByRole('status')).toContainText('低于底价 ¥1.00');
  await dialog.getByLabel('直播价').fill('159');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(take).toBeEnabled();
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 17)).toHaveAttribute('data-state', 'on-air');
  await expect(onAir).toContainText('¥159.00');

  // A reload keeps everything.
  const held = await states(page);
  await page.reload();
  await expect(page.getByTestId('rundown-row')).toHaveCount(17);
  await expect(namesOf(page)).toHaveText(dragged);
  expect(await states(page)).toEqual(held);
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'live');

  await pressRunButton(page);
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'ended');
  await expect.poll(async () => (await onlyShow(hub)).state).toBe('ended');
  await expect(page.locator('[data-state="on-air"]')).toHaveCount(0);
  await expect(take).toBeDisabled();
  const late = await hub.post(`/v1/shows/${id}/take`, { from: null }, { 'idempotency-key': randomUUID() });
  expect([404, 409]).toContain(late.status);
});

function swapped(names: readonly string[], a: number, b: number): string[] {
  return names.map((name, at) => (at === a ? (names[b] ?? '') : at === b ? (names[a] ?? '') : name));
}
