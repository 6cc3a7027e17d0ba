/** A console whose network is cut: what goes on, what waits, what expires, and how both sides come together again. */
import type { Page } from '@playwright/test';
import { type CuttableProxy, cuttableProxy } from './fixtures/cuttable-proxy.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { hold, nameOf, namesOf, rundownRow } from './fixtures/screen.ts';
import { expectOffline, expectSynced, joined, onAirId, startedShow } from './fixtures/team.ts';
import { teamTest } from './fixtures/team-test.ts';
import { expect } from './fixtures/test.ts';
import { lease, sellCash } from './fixtures/till.ts';

/** `net` is the first console's network. */
const test = teamTest.extend<{ net: CuttableProxy }>({
  net: async ({ teamHub }, use) => {
    const net = await cuttableProxy(teamHub.url);
    await use(net);
    await net.close();
  },
  first: async ({ teamHub, net, browser }, use) => joined(teamHub, browser, use, net.url),
});

/** Of the one show that the hub has: a sale of 50 yuan, and a coupon. */
async function saleAndDrop(api: HubApi): Promise<void> {
  const { shows } = (await api.get('/v1/shows')).body as { shows: { id: string }[] };
  const showId = shows[0]?.id ?? '';
  await api.post(`/v1/shows/${showId}/orders`, [
    { eventId: 'o1', orderId: 'o1', kind: 'paid', amountFen: 5000, at: '2026-06-18T11:03:20Z' },
  ]);
  // No more than the sheet's prices have above their floors.
  const plan = { kind: 'coupon', title: '券', amountFen: 50, thresholdFen: 0 };
  await api.post(`/v1/shows/${showId}/drops`, { ...plan, quota: 10, perBuyer: 1, openSec: 300 });
}

/** Types a planned time into a row of the rundown. */
async function plan(page: Page, row: number, minutes: string): Promise<void> {
  await nameOf(rundownRow(page, row)).focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: /^计划分钟/ }).fill(minutes);
  await page.keyboard.press('Enter');
}

const conflict = (page: Page, op: string, text: string | RegExp) =>
  page
    .getByTestId('conflict-tray')
    .locator(`[data-testid="conflict"][data-op="${op}"]`)
    .filter({ hasText: text });

/** The sample show, a rehearsal with groups and an announcement, on both screens; the first product on air. */
async function sampleOnBoth(first: Page, second: Page): Promise<void> {
  await expectSynced(first);
  await first.getByTestId('welcome-sample').click();
  await expect(rundownRow(first, 1)).toBeVisible();
  await expect(namesOf(second)).toHaveText(await namesOf(first).allTextContents());
  await first.keyboard.press('F12');
  await expect(rundownRow(second, 1)).toHaveAttribute('data-state', 'on-air');
}

const goLive = (page: Page) => page.getByRole('link', { name: '直播台' }).click();
const firstDrop = (page: Page) => page.getByTestId('drop-card').first();
/** Of the sample sheet. */
const TISSUE = { sku: 'MR-0601', name: '纯棉柔巾', priceFen: 3990 };

test('one console loses its network: it works and sells on, an order expires, and once it is back both agree', async ({
  net,
  first,
  second,
}) => {
  test.slow();
  const [a, b] = [first.page, second.page];
  await sampleOnBoth(a, b);
  const sixth = (await nameOf(rundownRow(a, 6)).textContent()) ?? '';
  const eighth = (await nameOf(rundownRow(a, 8)).textContent()) ?? '';
  await lease(a, TISSUE.name, 2);
  await sellCash(a, TISSUE.sku);
  await goLive(a);
  for (const page of [a, b])
    await expect(page.getByTestId('gmv-net')).toHaveAttribute('data-fen', String(TISSUE.priceFen));

  // [SY51] An order that is under way for longer than it holds good is not done, and its arming ends with it.
  const card = firstDrop(a);
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  net.delay('up', 4000);
  const fire = card.getByTestId('drop-fire');
  await hold(a, fire, async () => {
    await expect(fire).toHaveAttribute('data-holding');
    await expect(fire).not.toHaveAttribute('data-holding');
  });
  await expect(a.getByText('超过 3 秒没送到，已作废').first()).toBeVisible({ timeout: 20_000 });
  for (const page of [a, b]) await expect(firstDrop(page)).toHaveAttribute('data-state', 'expired');
  net.heal();

  net.cut();
  await expectOffline(a);
  await expect(a.getByTestId('sync-state')).toContainText(/离线 · \d\d:\d\d:\d\d 起/);
  // Every figure says how old it is.
  await expect(a.getByTestId('gmv-net')).toHaveAttribute('data-fen', String(TISSUE.priceFen));
  for (const mark of ['stale', 'stale-comments', 'stale-drops', 'stale-strip'])
    await expect(a.getByTestId(mark)).toContainText('截至');
  // What needs the hub says so on its button; the rest goes on.
  await expect(card.getByTestId('drop-arm')).toBeDisabled();
  await expect(card.getByTestId('drop-arm')).toContainText('需要中枢');
  await a.keyboard.press('F12');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-state', 'on-air');
  await expect(rundownRow(a, 2)).toHaveAttribute('data-mark', 'waiting');
  await plan(a, 6, '9');
  await plan(a, 8, '7');
  await a.getByTestId('on-air').getByRole('button', { name: '改价', exact: true }).click();
  const dialog = a.getByTestId('reprice-dialog');
  await dialog.getByLabel('直播价').fill('18.8');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(rundownRow(a, 2)).toContainText('¥18.80');
  const label = await sellCash(a, TISSUE.sku);
  // An announcement goes out later only because the person chose so.
  await a.getByRole('link', { name: '社群' }).click();
  await a.getByTestId('post-send').click();
  await expect(a.getByTestId('batch-send')).toContainText('需要中枢');
  await a.getByTestId('release-open-dialog').click();
  await a.getByTestId('release-confirm').click();
  await expect(a.getByTestId('release')).toHaveAttribute('data-state', 'waiting');
  await goLive(a);
  await expect(a.getByTestId('outbox-count')).toHaveAttribute('data-count', '6');

  // The other one goes on too: it freezes the rundown and takes something else.
  await b.getByTestId('freeze').click();
  await expect(b.getByTestId('freeze')).toHaveAttribute('aria-pressed', 'true');
  await nameOf(rundownRow(b, 5)).click();
  await expect(rundownRow(b, 5)).toHaveAttribute('data-armed');
  await b.keyboard.press('F12');
  await expect(rundownRow(b, 5)).toHaveAttribute('data-state', 'on-air');

  // What waits is told in words, oldest first.
  await a.getByTestId('outbox-count').click();
  const list = a.getByTestId('unsent-dialog');
  const waiting = list.getByTestId('unsent-op');
  await expect(waiting).toHaveCount(6);
  await expect(waiting.nth(0)).toContainText('切品到');
  await expect(waiting.nth(1)).toContainText(`把“${sixth}”的计划时长改为 9:00`);
  await expect(waiting.nth(3)).toContainText('直播价 ¥18.80');
  await expect(waiting.nth(4)).toContainText(`收银单 ${label}：¥39.90`);
  await expect(waiting.nth(5)).toContainText('连上后群发“618 返场预告”到 240 个群');
  await a.keyboard.press('Escape');

  net.heal();
  for (const page of [a, b]) await expectSynced(page);
  const summary = a.getByTestId('returned');
  await expect(summary).toHaveAttribute('data-sent', '3');
  await expect(summary).toHaveAttribute('data-refused', '3');
  await expect(summary).toHaveAttribute('data-expired', '1');
  for (const page of [a, b]) {
    await expect(rundownRow(page, 5)).toHaveAttribute('data-state', 'on-air');
    await expect(rundownRow(page, 2)).toContainText('¥18.80');
    await expect(rundownRow(page, 6)).not.toContainText('9:00');
    await expect(page.getByTestId('gmv-net')).toHaveAttribute('data-fen', String(2 * TISSUE.priceFen));
    await expect(page.locator('[data-pending]')).toHaveCount(0);
    await expect(firstDrop(page)).toHaveAttribute('data-state', 'expired');
  }
  await expect(a.getByTestId('stale')).toHaveCount(0);
  await expect(b.getByTestId('conflict-tray')).toHaveCount(0);
  await expect(b.getByTestId('returned')).toHaveCount(0);
  await a.getByRole('link', { name: '社群' }).click();
  await expect(a.getByTestId('release')).toHaveAttribute('data-state', 'sent', { timeout: 30_000 });
  await goLive(a);

  // Three ways out. Edit: the field opens with what was asked, the question for a frozen rundown is put.
  await summary.getByRole('button', { name: '知道了' }).click();
  await expect(summary).toHaveCount(0);
  await expect(rundownRow(a, 8)).toHaveAttribute('data-mark', 'refused');
  const edited = conflict(a, 'rundown.plan', sixth);
  await expect(edited).toContainText('本机');
  await edited.getByTestId('conflict-edit').click();
  const field = a.getByRole('textbox', { name: /^计划分钟/ });
  await expect(field).toHaveValue('9:00');
  await field.press('Enter');
  await a.getByTestId('frozen-question').getByTestId('confirm').click();
  for (const page of [a, b]) await expect(rundownRow(page, 6)).toContainText('9:00');
  await expect(edited).toHaveCount(0);

  // Retry: a take is meant from what is on air now.
  const taken = conflict(a, 'rundown.take', '别人已经切走了');
  await taken.getByTestId('conflict-retry').click();
  for (const page of [a, b]) await expect(rundownRow(page, 2)).toHaveAttribute('data-state', 'on-air');
  await expect(taken).toHaveCount(0);

  // Discard: what is lost is said first. A retry that the person would rather leave keeps it.
  const left = conflict(a, 'rundown.plan', eighth);
  await left.getByTestId('conflict-retry').click();
  await a.getByTestId('frozen-question').getByRole('button', { name: '取消' }).click();
  await left.getByTestId('conflict-discard').click();
  const question = a.getByTestId('discard-dialog');
  await expect(question).toContainText(`把“${eighth}”的计划时长改为 7:00`);
  await question.getByTestId('confirm').click();
  await expect(a.getByTestId('conflict-tray')).toHaveCount(0);
  await a.getByTestId('outbox-count').click();
  await expect(list).toContainText('没有等待送达的改动');
  await list.getByRole('tab', { name: /待处理/ }).click();
  await expect(list).toContainText('没有待处理的操作');
  expect(await onAirId(a)).toBe(await onAirId(b));
});

test('a console that starts with its hub away shows all it knows, works, and brings it in later', async ({
  api,
  net,
  first,
  second,
}) => {
  const [a, b] = [first.page, second.page];
  await startedShow(a, b);
  await saleAndDrop(api);
  await expect(a.getByTestId('gmv-net')).toHaveAttribute('data-fen', '5000');
  const card = a.getByTestId('drop-card');
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  await a.keyboard.press('F12');
  await expect(rundownRow(b, 1)).toHaveAttribute('data-state', 'on-air');

  net.cut();
  await expectOffline(a);
  await expect(a.getByTestId('stale')).toBeVisible();
  // A basement: the machine is started there, and does not reach its hub.
  const again = await a.context().newPage();
  await a.close();
  await first.desk.kill();
  await again.goto(await first.desk.restart());
  await expectOffline(again);
  await expect(rundownRow(again, 1)).toHaveAttribute('data-state', 'on-air');
  await expect(again.getByTestId('gmv-net')).toHaveAttribute('data-fen', '5000');
  await expect(again.getByTestId('stale')).toContainText('截至');
  await expect(again.getByTestId('drop-card')).toHaveAttribute('data-state', 'armed');
  await expect(again.getByTestId('drop-fire')).toBeDisabled();

  await again.keyboard.press('F12');
  await expect(rundownRow(again, 2)).toHaveAttribute('data-state', 'on-air');
  await again.getByTestId('back').click();
  await expect(rundownRow(again, 1)).toHaveAttribute('data-state', 'on-air');
  await nameOf(rundownRow(again, 4)).click();
  await expect(rundownRow(again, 4)).toHaveAttribute('data-armed');
  await plan(again, 3, '11');
  await expect(rundownRow(again, 3)).toContainText('11:00');
  await expect(again.getByTestId('outbox-count')).toHaveAttribute('data-count', '4');

  net.heal();
  await expectSynced(again);
  await expect(again.getByTestId('stale')).toHaveCount(0);
  for (const page of [again, b]) {
    await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
    await expect(rundownRow(page, 3)).toContainText('11:00');
    await expect(page.locator('[data-pending]')).toHaveCount(0);
    await expect(page.getByTestId('conflict-tray')).toHaveCount(0);
  }
  await expect(again.getByText('4 项改动已送达').first()).toBeVisible();
});
