import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { importPaipin, pressRunButton, rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ viewport: { width: 1280, height: 800 } });

const mode = (page: Page) => page.getByTestId('mode');
const phase = (page: Page) => page.getByTestId('sandbox-phase');
const scenario = (page: Page, name: string) =>
  page.locator(`[data-testid="scenario"][data-scenario="${name}"]`);

/** The panel behind the mode; keys are the screen's again once it is closed. */
async function modePanel(page: Page, work: () => Promise<void>): Promise<void> {
  await mode(page).click();
  await work();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: '演练留下的' })).toHaveCount(0);
}

async function showIdOf(hub: HubApi): Promise<string> {
  const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string }[] };
  return shows[0]?.id ?? '';
}

/** A real sale, so that there are real figures to leave alone. */
async function realFigures(hub: HubApi): Promise<() => Promise<unknown>> {
  const showId = await showIdOf(hub);
  const line = { sku: 'X-1', title: '柔巾', qty: 1, priceFen: 9900, amountFen: 9900 };
  const order = { eventId: 'real-1', orderId: 'real-1', kind: 'paid', amountFen: 9900, lines: [line] };
  await hub.post(`/v1/shows/${showId}/orders`, [
    { ...order, channel: 'mini-program', shopId: 'main', buyerId: 'u1', at: '2026-06-18T11:03:20Z' },
  ]);
  return async () => (await hub.get(`/v1/shows/${showId}/counters`)).body;
}

test('a rehearsal says what it does, plays every scenario in sight, and an outage comes to an end by itself', async ({
  screenPage: page,
  hub,
}) => {
  await page.getByTestId('welcome-sample').click();
  await rundownRow(page, 1).waitFor();
  const real = await realFigures(hub);
  const before = await real();

  // Amber on every screen, before it begins.
  await expect(mode(page)).toHaveAttribute('data-mode', 'rehearsal');
  await page.getByTestId('run-button').click();
  const dialog = page.getByTestId('start-rehearsal');
  await expect(dialog).toContainText('发不出去');
  await expect(dialog).toContainText('不进真实数字');
  await expect(dialog).toContainText('本场共用的商品');
  await scenario(page, 'spike').click();
  await dialog.getByRole('button', { name: '10×' }).click();
  expect.soft(await graveFaults(page, 'start of a rehearsal')).toEqual([]);
  await page.getByTestId('confirm').click();
  await dialog.waitFor({ state: 'detached' });

  await page.keyboard.press('F12');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await mode(page).click();
  await expect(scenario(page, 'spike')).toHaveAttribute('data-state', 'checked');
  await expect(phase(page)).toHaveAttribute('data-phase', 'burst');
  await expect(page.getByTestId('comments')).toContainText('冲', { timeout: 10_000 });

  await scenario(page, 'refund-wave').click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'building');
  await scenario(page, 'sell-out').click();
  await expect(phase(page)).toHaveAttribute('data-phase', /selling|sold-out/);
  await expect(page.getByTestId('comments')).toContainText(/尺码|补货|库存|没抢到/, { timeout: 10_000 });
  await scenario(page, 'outage').click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'outage', { timeout: 8_000 });
  expect.soft(await graveFaults(page, 'the rehearsal’s panel')).toEqual([]);
  await page.keyboard.press('Escape');

  // Unmistakable wherever one looks.
  for (const path of ['/community', '/till', '/settings', '/']) {
    await page.locator(`nav a[href="${path}"]`).first().click();
    await expect(page.locator('[data-rehearsal="true"]')).toBeVisible();
    await expect(mode(page)).toHaveAttribute('data-mode', 'rehearsal');
  }
  await mode(page).click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'recovering', { timeout: 25_000 });
  await scenario(page, 'steady').click();
  await expect(phase(page)).toHaveAttribute('data-phase', 'calm');
  expect(await real()).toEqual(before);
});

test('an imported show is rehearsed on a copy; the reset says what goes, wants a word, and leaves real figures alone', async ({
  screenPage: page,
  hub,
}) => {
  await importPaipin(page);
  const real = await realFigures(hub);
  const before = await real();
  await expect(mode(page)).toHaveAttribute('data-mode', 'planned');
  const rows = await page.getByTestId('rundown-row').count();

  await modePanel(page, async () => {
    await expect(page.getByTestId('rehearsal-left')).toContainText('没有演练留下');
    await page.getByTestId('rehearse').click();
    await expect(mode(page)).toHaveAttribute('data-mode', 'rehearsal');
  });
  await expect(page.getByTestId('rundown-row')).toHaveCount(rows);
  await page.getByTestId('run-button').click();
  await page.getByTestId('start-rehearsal').getByRole('button', { name: '10×' }).click();
  await page.getByTestId('confirm').click();
  await page.getByTestId('start-rehearsal').waitFor({ state: 'detached' });
  await page.keyboard.press('F12');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
  await expect(page.getByTestId('orders-count')).not.toHaveText('0', { timeout: 10_000 });

  // While it is on there is nothing to reset.
  await modePanel(page, async () => {
    await expect(page.getByTestId('rehearsal-reset')).toBeDisabled();
  });
  await page.getByTestId('run-button').click();
  await page.getByTestId('confirm').click();
  // The show's own plan again, untouched.
  await expect(mode(page)).toHaveAttribute('data-mode', 'planned');
  await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'waiting');

  await mode(page).click();
  await expect(page.getByTestId('rehearsal-left')).toContainText('单');
  await expect(page.getByTestId('rehearsal-report')).toHaveAttribute('href', /\/reports\/[^/]+\/rehearsal$/);
  await page.getByTestId('rehearsal-reset').click();
  const dialog = page.getByTestId('reset-dialog');
  await expect(dialog.locator('[data-testid="reset-count"][data-kind="orders"]')).toBeVisible();
  await expect(dialog.locator('[data-testid="reset-count"][data-kind="copies"] dd')).toHaveAttribute(
    'data-value',
    '1',
  );
  await expect(dialog).toContainText('真实成交');
  await expect(dialog).toContainText('还有这台控制台留存的演练报告');
  await expect(page.getByTestId('reset-do')).toBeDisabled();
  expect.soft(await graveFaults(page, 'reset')).toEqual([]);
  await page.getByTestId('reset-word').fill('重置');
  await page.getByTestId('reset-do').click();
  await dialog.waitFor({ state: 'detached' });

  await modePanel(page, async () => {
    await expect(page.getByTestId('rehearsal-left')).toContainText('没有演练留下');
    await expect(page.getByTestId('rehearsal-reset')).toHaveCount(0);
  });
  expect(await real()).toEqual(before);
  await expect(page.getByTestId('gmv-net').first()).toContainText('99');
  await pressRunButton(page);
  await expect(mode(page)).toHaveAttribute('data-mode', 'live');
});
