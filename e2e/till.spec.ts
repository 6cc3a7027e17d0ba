/** The till on the real screen: selling with and without a hub, and that nothing of it is lost, doubled or readable. */
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { importPaipin } from './fixtures/screen.ts';
import { expectOffline, expectSynced, type Joined } from './fixtures/team.ts';
import { teamTest as test } from './fixtures/team-test.ts';
import { expect } from './fixtures/test.ts';
import { goTill, lease, scan, sellCash, ticketRows, tillParts } from './fixtures/till.ts';

/** Of the sample sheet: what they cost, in fen. */
const TISSUE = { sku: 'MR-0601', priceFen: 3990 };
const FACE = { sku: 'YS-0020', priceFen: 1990 };
const BUDS = { sku: 'MQ-0200', priceFen: 990 };

const basketQty = (page: Page, at = 0) =>
  page.getByTestId('basket-line').nth(at).getByRole('textbox', { name: /件数$/ });

async function countersOf(api: HubApi) {
  const { shows } = (await api.get('/v1/shows')).body as { shows: { id: string }[] };
  return (await api.get(`/v1/shows/${shows[0]?.id}/counters`)).body as Record<string, unknown>;
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  expect.soft(await graveFaults(page, what)).toEqual([]);
}

/** What opens over the parts: the payment code, a ticket, a refund, a chain that asks. Needs something in the basket. */
async function expectDialogsAccessible(page: Page): Promise<void> {
  await goTill(page);
  await page.getByTestId('pay-qr').click();
  await expectAccessible(page, 'payment code');
  await page.getByTestId('qr-confirm').click();
  await page.getByTestId('receipt-next').click();
  await goTill(page, 'tickets');
  await ticketRows(page).first().getByTestId('ticket-open').click();
  await expect(page.getByTestId('ticket-refund')).toBeVisible();
  await expectAccessible(page, 'ticket');
  await page.getByTestId('ticket-refund').click();
  await expectAccessible(page, 'refund');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await goTill(page, 'chain');
  await page.getByTestId('chain-text').fill('#接龙\n1. 小王 柔巾2\n2. 毛巾3\n3. 小赵 柔巾2箱\n\n截止');
  await page.getByTestId('chain-read').click();
  await expectAccessible(page, 'chain');
}

/** The power goes; the console starts again on what its disk holds. */
async function killed({ desk, page }: Joined): Promise<void> {
  // A page that looks on would complain of the lost wire, as it should.
  await page.goto('about:blank');
  await desk.kill();
  await page.goto(await desk.restart());
}

test('a day at the counter: scanned, searched, kept aside, refunded, and the close is right to the fen', async ({
  desk,
  hub,
  screenPage: page,
}) => {
  await importPaipin(page);
  await goTill(page, 'setup');
  await page.getByTestId('setup-prefix').fill('EV');
  await page.getByTestId('setup-save').click();
  await expect(page.getByTestId('setup-save')).toBeDisabled();

  // By scanner, with nothing focused; in cash with change.
  await goTill(page);
  await page.getByText('最近的单').click();
  await scan(page, TISSUE.sku);
  await scan(page, TISSUE.sku);
  await expect(page.getByTestId('basket-total')).toHaveAttribute('data-fen', String(2 * TISSUE.priceFen));
  await page.keyboard.press('F4');
  await page.getByTestId('cash-received').fill('50');
  await expect(page.getByTestId('cash-confirm')).toBeDisabled();
  await page.getByTestId('cash-received').fill('100');
  await expect(page.getByTestId('cash-change')).toHaveText('¥20.20');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('receipt-change')).toContainText('¥20.20');
  await expect(page.getByTestId('receipt-label')).toHaveText(/^EV-[A-Z2-9]{3}-0001$/);
  const firstLabel = (await page.getByTestId('receipt-label').textContent()) ?? '';

  // By search: one product fits, so Enter takes it; several do not, and none is guessed.
  await page.getByTestId('till-scan').fill('巾');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('till-heard')).toHaveAttribute('data-tone', 'problem');
  await page.getByTestId('till-scan').fill('压缩');
  await expect(page.getByTestId('till-product')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('basket-total')).toHaveAttribute('data-fen', String(FACE.priceFen));
  await page.keyboard.press('F6');
  await expect(page.getByTestId('qr-amount')).toHaveText('¥19.90');
  // A scan confirms no payment, nor does the Enter of one that came too slowly to be known for a scan.
  await expect(async () => {
    if ((await page.getByTestId('qr-dialog').count()) === 0) await page.getByTestId('pay-qr').click();
    await scan(page, TISSUE.sku);
    await expect(page.getByTestId('receipt')).toHaveCount(0);
    await expect(page.getByText('扫码没有记入').first()).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByTestId('qr-confirm').click();
  await expect(page.getByTestId('receipt')).toBeVisible();

  // A code that is no product's says so; pieces are typed over.
  await scan(page, '6909999999999');
  await expect(page.getByTestId('till-heard')).toContainText('6909999999999');
  await scan(page, BUDS.sku);
  await basketQty(page).fill('3');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('basket-total')).toHaveAttribute('data-fen', String(3 * BUDS.priceFen));
  await page.keyboard.press('F7');
  // What a scanner types into another field is taken out of it again. A machine under load may type too slowly for one.
  await expect(async () => {
    await page.getByTestId('later-buyer').fill('王阿姨');
    await scan(page, '6901234567890');
    await expect(page.getByTestId('later-buyer')).toHaveValue('王阿姨', { timeout: 1000 });
  }).toPass();
  await page.getByTestId('later-confirm').click();
  await expect(page.getByTestId('receipt')).toContainText('已挂单');

  await goTill(page, 'tickets');
  await expect(ticketRows(page)).toHaveCount(3);
  await page.getByRole('tab', { name: '待收款' }).click();
  await expect(ticketRows(page)).toHaveCount(1);
  await ticketRows(page).getByTestId('ticket-open').click();
  await page.getByTestId('ticket-collect').click();
  await page.getByTestId('cash-confirm').click();
  await expect(page.getByTestId('collect-dialog')).toHaveCount(0);
  await page.getByRole('tab', { name: '全部' }).click();
  await expect(ticketRows(page).nth(0)).toHaveAttribute('data-state', 'paid');

  // One of two pieces comes back.
  await ticketRows(page).filter({ hasText: firstLabel }).getByTestId('ticket-open').click();
  await page.getByTestId('ticket-refund').click();
  await page
    .getByTestId('refund-line')
    .getByRole('button', { name: /多一件$/ })
    .click();
  await expect(page.getByTestId('refund-amount')).toHaveText('¥39.90');
  await page.getByTestId('refund-confirm').click();
  await expect(page.getByTestId('ticket-standing')).toHaveAttribute('data-fen', String(TISSUE.priceFen));
  await page.keyboard.press('Escape');

  await expectSynced(page);
  const grossFen = 2 * TISSUE.priceFen + FACE.priceFen + 3 * BUDS.priceFen;
  const netFen = grossFen - TISSUE.priceFen;
  await goTill(page, 'close');
  await expect(page.getByTestId('close-gross')).toHaveAttribute('data-fen', String(grossFen));
  await expect(page.getByTestId('close-refunds')).toHaveAttribute('data-fen', String(TISSUE.priceFen));
  await expect(page.getByTestId('close-net')).toHaveAttribute('data-fen', String(netFen));
  await expect(page.getByTestId('close-cash')).toHaveAttribute('data-fen', String(netFen - FACE.priceFen));
  await expect(page.getByTestId('close-qr')).toHaveAttribute('data-fen', String(FACE.priceFen));
  await expect(page.getByTestId('close-unsent')).toHaveAttribute('data-unsent', '0');
  await page.locator('nav a[href="/"]').click();
  await expect(page.getByTestId('gmv-net')).toHaveAttribute('data-fen', String(netFen));
  expect(await countersOf(hub)).toMatchObject({
    grossFen,
    refundsFen: TISSUE.priceFen,
    netFen,
    orders: 3,
    refundsCount: 1,
    byChannel: [{ channel: 'on-site', grossFen }],
  });
  expect((await desk.hubCommand('recount')).code).toBe(0);
});

test('days without a hub: only leased stock sells, a killed console has it all, and the hub gets it once', async ({
  teamHub,
  api,
  first,
  second,
}) => {
  test.slow();
  const { page } = first;
  await expectSynced(page);
  await importPaipin(page);
  await expectSynced(page);
  await lease(page, '纯棉柔巾', 3);
  await lease(page, '一次性压缩面巾', 5);
  // What this till took, the other one cannot take as well.
  await goTill(second.page, 'stock');
  await expect(second.page.getByTestId('stock-row').filter({ hasText: '纯棉柔巾' })).toContainText('2,397');
  await expectSynced(page);

  await teamHub.kill();
  await expectOffline(page);
  await goTill(page, 'stock');
  await expect(page.getByTestId('lease-take').first()).toBeDisabled();
  await goTill(page);
  await expect(page.getByTestId('till')).toContainText('离线');

  // Never more than what was leased.
  const labels = [await sellCash(page, TISSUE.sku, TISSUE.sku)];
  await scan(page, TISSUE.sku);
  await scan(page, TISSUE.sku);
  await expect(page.getByTestId('till-heard')).toContainText('没有可卖的了');
  await expect(basketQty(page)).toHaveValue('1');
  await scan(page, BUDS.sku);
  await expect(page.getByTestId('till-heard')).toContainText('没有可卖的了');
  await page.keyboard.press('F4');
  await page.getByTestId('cash-confirm').click();
  labels.push((await page.getByTestId('receipt-label').textContent()) ?? '');
  await expect(page.getByTestId('till-product').first()).toContainText('本机没有库存');

  // The power goes. Everything is there again, with no hub in sight, and the day goes on.
  await killed(first);
  await expectOffline(page);
  await goTill(page, 'tickets');
  await expect(ticketRows(page)).toHaveCount(2);
  for (const row of await ticketRows(page).all()) await expect(row).toHaveAttribute('data-mark', 'waiting');
  for (let sold = 0; sold < 3; sold += 1) labels.push(await sellCash(page, FACE.sku));
  expect(new Set(labels).size).toBe(5);
  await goTill(page, 'tickets');
  await ticketRows(page).last().getByTestId('ticket-open').click();
  await page.getByTestId('ticket-refund').click();
  await page.getByTestId('refund-all').click();
  await page.getByTestId('refund-confirm').click();
  await expect(page.getByTestId('ticket-standing')).toHaveAttribute('data-fen', '0');
  await page.keyboard.press('Escape');
  // What came back can be sold again.
  labels.push(await sellCash(page, TISSUE.sku));

  // Neither the close nor leaving pretends that this is safe.
  await goTill(page, 'close');
  const unsent = Number(await page.getByTestId('close-unsent').getAttribute('data-unsent'));
  expect(unsent).toBe(7);
  await page.getByRole('link', { name: '团队', exact: true }).click();
  const session = page.getByTestId('session').filter({ hasText: new URL(teamHub.url).host });
  await session.getByRole('button', { name: '退出…' }).click();
  const leave = page.getByTestId('leave-dialog');
  await expect(leave).toContainText('7 项没有送达');
  await expect(leave.getByTestId('leave-confirm')).toBeDisabled();
  await page.getByTestId('leave-wait').click();

  // Back again, and killed once more in the middle of it.
  await teamHub.restart();
  await killed(first);
  await expectSynced(page);
  await goTill(page, 'tickets');
  await expect(ticketRows(page)).toHaveCount(6);
  for (const row of await ticketRows(page).all()) await expect(row).toHaveAttribute('data-mark', '');

  const grossFen = 4 * TISSUE.priceFen + 3 * FACE.priceFen;
  const refundsFen = 2 * TISSUE.priceFen;
  expect(await countersOf(api)).toMatchObject({ grossFen, refundsFen, orders: 6, refundsCount: 1 });
  expect((await teamHub.hubCommand('recount')).code).toBe(0);
  await goTill(page, 'close');
  await expect(page.getByTestId('close-net')).toHaveAttribute('data-fen', String(grossFen - refundsFen));
  await expect(page.getByTestId('close-unsent')).toHaveAttribute('data-unsent', '0');
  // The other console has heard of every ticket, and may not change them.
  await goTill(second.page, 'tickets');
  await second.page.getByRole('checkbox', { name: '只看本机' }).uncheck();
  await expect(ticketRows(second.page)).toHaveCount(6);
  await ticketRows(second.page).first().getByTestId('ticket-open').click();
  await expect(second.page.getByTestId('ticket-dialog')).toContainText('请到那台设备上处理');
  await expect(second.page.getByTestId('ticket-refund')).toHaveCount(0);
});

test.describe('in a rehearsal', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('tickets are practice: marked as such, and in no real figure', async ({ hub, screenPage: page }) => {
    await page.getByTestId('on-air').waitFor();
    await goTill(page);
    await expect(page.getByTestId('till-practice')).toBeVisible();
    await sellCash(page, TISSUE.sku);
    await expect(page.getByTestId('receipt')).toContainText('演练单');
    await expectSynced(page);
    expect(await countersOf(hub)).toMatchObject({ grossFen: 0, orders: 0 });
  });

  test('every part fits a small window and has no grave fault of access', async ({ screenPage: page }) => {
    test.slow();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByTestId('on-air').waitFor();
    await goTill(page);
    await scan(page, TISSUE.sku);
    for (const [language, theme] of [
      ['zh', 'dark'],
      ['en', 'light'],
    ] as const) {
      for (const part of Object.keys(tillParts)) {
        await page.evaluate((path) => history.replaceState(null, '', path), '/');
        await page.locator('a[href="/till"]').click();
        await page.getByRole('tab').nth(Object.keys(tillParts).indexOf(part)).click();
        await page.getByRole('status').first().waitFor({ state: 'attached' });
        await expectAccessible(page, `${language} ${theme} ${part}`);
        const overflow = await page.evaluate(() => [
          document.documentElement.scrollWidth - innerWidth,
          document.documentElement.scrollHeight - innerHeight,
        ]);
        expect.soft(overflow, `${language} ${part}`).toEqual([0, 0]);
      }
      if (language === 'zh') {
        await expectDialogsAccessible(page);
        await page.getByTestId('language-switch').click();
        await page.getByTestId('theme-switch').click();
      }
    }
  });
});
