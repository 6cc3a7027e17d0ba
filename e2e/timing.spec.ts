/** Times of the rundown: fixed starts, alarms, what is frozen, what was changed live, and when to move on. */
import type { Page } from '@playwright/test';
import { importPaipin, passChecklist, pressRunButton, rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

/** Of the sheet's first product. */
const FIRST_SKU = 'MR-0601';

/** As the screen writes it, in the browser's own time zone. */
const clock = (page: Page, ms: number) =>
  page.evaluate((at) => {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${two(new Date(at).getHours())}:${two(new Date(at).getMinutes())}`;
  }, ms);

async function openSchedule(page: Page, at: number): Promise<void> {
  const row = rundownRow(page, at);
  await row.hover();
  await row.locator('button[aria-haspopup="menu"]').click();
  await page.getByRole('menuitem', { name: /^(时间与提醒|Time and alarms)/ }).click();
  await expect(page.getByTestId('schedule-dialog')).toBeVisible();
}

const save = (page: Page) =>
  page.getByTestId('schedule-dialog').getByRole('button', { name: /^(保存|Save)$/ });

test('a fixed start stands where it is, what is linked follows, and a late one says by how much', async ({
  screenPage: page,
}) => {
  await importPaipin(page);
  await pressRunButton(page);
  const startsMs = Math.ceil((Date.now() + 3 * 3_600_000) / 60_000) * 60_000;
  const starts = await clock(page, startsMs);
  await openSchedule(page, 5);
  await page.getByLabel(/固定开始时间|Fixed start/).fill('25:00');
  await save(page).click();
  await expect(page.getByText(/看不懂这个时间|Not a time/)).toBeVisible();
  await page.getByLabel(/固定开始时间|Fixed start/).fill(starts);
  await save(page).click();
  await expect(rundownRow(page, 5)).toContainText(starts);
  await expect(rundownRow(page, 5)).toContainText(/前面空|free before/);
  await expect(rundownRow(page, 5)).toContainText(/播中改|changed live/);

  await openSchedule(page, 5);
  await page.getByLabel(/固定开始时间|Fixed start/).fill(await clock(page, Date.now() + 60_000));
  await save(page).click();
  await expect(rundownRow(page, 5)).toContainText(/将晚|late by/);
});

test('a frozen rundown takes an edit only when it is confirmed, and takes go on', async ({
  screenPage: page,
}) => {
  await importPaipin(page);
  // What the checklist finds is mended while it is not frozen yet.
  await page.getByTestId('run-button').click();
  await passChecklist(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('freeze').click();
  await expect(page.getByTestId('freeze')).toHaveAttribute('aria-pressed', 'true');
  const third = await rundownRow(page, 3).locator('[data-row-main]').textContent();

  await rundownRow(page, 3).locator('[data-row-main]').focus();
  await page.keyboard.press('Alt+ArrowUp');
  const question = page.getByTestId('frozen-question');
  await question.getByRole('button', { name: /取消|Cancel/ }).click();
  await expect(rundownRow(page, 3).locator('[data-row-main]')).toHaveText(third ?? '');

  await rundownRow(page, 3).locator('[data-row-main]').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await question.getByTestId('confirm').click();
  await expect(rundownRow(page, 2).locator('[data-row-main]')).toHaveText(third ?? '');

  await pressRunButton(page);
  await page.getByTestId('take-next').click();
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await page.getByTestId('freeze').click();
  await expect(page.getByTestId('freeze')).toHaveAttribute('aria-pressed', 'false');
});

test('the slot on air warns, alarms and is over, and a sold-out one is to be left', async ({
  screenPage: page,
  hub,
}) => {
  await importPaipin(page);
  await openSchedule(page, 1);
  await page.getByLabel(/计划分钟|Planned minutes/).fill('0:14');
  await page.getByLabel(/警示|Warn at/).fill('12');
  await page.getByLabel(/告急|Alarm at/).fill('13');
  await save(page).click();
  await expect(page.getByText(/告急不能早于警示|cannot come before/)).toBeVisible();
  await page.getByLabel(/告急|Alarm at/).fill('6');
  await save(page).click();
  await expect(page.getByTestId('schedule-dialog')).toHaveCount(0);
  await pressRunButton(page);
  await page.getByTestId('take-next').click();
  const left = page.getByTestId('on-air').locator('[data-phase]');
  await expect(left).toHaveAttribute('data-phase', 'warning');
  await expect(left).toHaveAttribute('data-phase', 'danger');
  await expect(left).toHaveAttribute('data-phase', 'over');
  await expect(left).toContainText(/超时|over/);

  const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string }[] };
  const sold = { sku: FIRST_SKU, title: '柔巾', qty: 9_000_000, priceFen: 0, amountFen: 100 };
  const order = { eventId: 'all', orderId: 'all', kind: 'paid', amountFen: 100, lines: [sold] };
  const at = new Date().toISOString();
  expect((await hub.post(`/v1/shows/${shows[0]?.id}/orders`, [{ ...order, at }])).body).toMatchObject({
    accepted: 1,
  });
  await expect(page.getByTestId('advice')).toHaveAttribute('data-advice', 'cut');
});
