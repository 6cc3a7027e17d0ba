import type { Locator, Page } from '@playwright/test';
import { startConsole } from './fixtures/console-process.ts';
import { teamTest } from './fixtures/team-test.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

const count = async (counts: Locator, state: string) => Number(await counts.getAttribute(`data-${state}`));

async function toDryRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: '社群' }).click();
  await page.getByTestId('post-send').click();
  await expect(page.getByTestId('plan-row').first()).toBeVisible();
}
async function press(page: Page): Promise<void> {
  await page.getByTestId('batch-send').click();
  await page.getByTestId('batch-confirm').getByTestId('confirm').click();
  await expect(page.getByTestId('batch-row').first()).toBeVisible();
}
/** Pressed, and the seconds over in which it could have been called off. */
async function send(page: Page): Promise<void> {
  await press(page);
  await expect(page.getByTestId('batch-waiting')).toHaveCount(0, { timeout: 15_000 });
}
const state = (page: Page) => page.getByTestId('batch-state');
const tab = (page: Page, name: string) => page.getByTestId('batch').getByRole('tab', { name });

test('an announcement to 240 groups: dry run, sent once, every group’s truth, the rest by hand', async ({
  screenPage: page,
}) => {
  await toDryRun(page);
  const plan = page.getByTestId('batch-plan');
  await expect(plan.getByTestId('plan-robot')).toHaveAttribute('data-n', '80');
  await expect(plan.getByTestId('plan-hand')).toHaveAttribute('data-n', '160');
  await expect(plan.getByTestId('plan-blocked')).toHaveAttribute('data-n', '0');
  // The sample is a rehearsal: it says so, and nothing can leave.
  await expect(page.getByTestId('batch-mode')).toHaveAttribute('data-mode', 'rehearsal');
  await expect(plan.getByTestId('plan-row').first()).toContainText('阿宁');

  await page.getByTestId('batch-send').click();
  await expect(page.getByTestId('batch-confirm')).toContainText('240');
  await page.getByTestId('batch-confirm').getByTestId('confirm').click();

  const counts = page.getByTestId('batch-counts');
  await expect(state(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(await count(counts, 'by-hand')).toBe(160);
  expect(await count(counts, 'queued')).toBe(0);
  const [sent, failed, unknown] = [
    await count(counts, 'sent'),
    await count(counts, 'failed'),
    await count(counts, 'unknown'),
  ];
  expect(sent + failed + unknown).toBe(80);
  expect(failed).toBeGreaterThan(0);
  expect(unknown).toBeGreaterThan(0);

  // What nobody knows is settled by a person.
  await tab(page, '不明').click();
  for (let left = unknown; left > 0; left -= 1) {
    await page.getByTestId('batch-settle-sent').first().click();
    await expect(counts).toHaveAttribute('data-unknown', String(left - 1));
  }
  await expect(counts).toHaveAttribute('data-sent', String(sent + unknown));

  // By hand: the group's own text is copied, then ticked off.
  await tab(page, '待人工').click();
  const row = page.getByTestId('batch-row').first();
  const opener = row.getByRole('button').first();
  await opener.click();
  const [name = ''] = (await opener.innerText()).split('\n');
  await expect(row).toContainText(`【${name}】的姐妹们`);
  await row.getByTestId('batch-copy').click();
  await expect(row.getByTestId('batch-copy')).toContainText('已复制');
  await row.getByTestId('batch-tick').click();
  await expect(counts).toHaveAttribute('data-by-hand', '159');

  // Only what has failed is tried again.
  const ticked = await count(counts, 'revision');
  await page.getByTestId('batch-retry').click();
  // It was done before, too: it is done again once it has moved.
  await expect.poll(() => count(counts, 'revision'), { timeout: 30_000 }).toBeGreaterThan(ticked);
  await expect(counts).toHaveAttribute('data-queued', '0', { timeout: 30_000 });
  await expect(state(page)).toHaveAttribute('data-state', 'done', { timeout: 30_000 });
  expect(await count(counts, 'failed')).toBeLessThan(failed + 1);
  const total = await count(counts, 'sent');
  expect(total).toBeGreaterThanOrEqual(sent + unknown + 1);

  // It is kept: another page, the same truth.
  await page.reload();
  await page.getByRole('link', { name: '社群' }).click();
  await page.getByTestId('batch-history').click();
  await page.getByTestId('batch-entry').click();
  await expect(counts).toHaveAttribute('data-sent', String(total));

  // The same text again: who has had it is left out.
  await page.getByRole('button', { name: '回去改内容' }).click();
  await page.getByTestId('post-send').click();
  const again = 240 - (await failedOf(page));
  await expect(page.getByTestId('plan-skipped')).toHaveAttribute('data-n', String(again));
});

/** What the new dry run would still send by robot is what has failed. */
async function failedOf(page: Page): Promise<number> {
  const robots = page.getByTestId('plan-robot');
  await expect(robots).toBeVisible();
  return Number(await robots.getAttribute('data-n'));
}

test('for five seconds a sending can be called off: then surely nothing goes out', async ({
  screenPage: page,
}) => {
  await toDryRun(page);
  await press(page);
  const counts = page.getByTestId('batch-counts');
  await expect(state(page)).toHaveAttribute('data-state', 'waiting');
  await expect(page.getByTestId('batch-waiting')).toContainText('秒后开始');
  // Nothing of it is to be done yet, neither by robot nor by hand.
  await expect(page.getByTestId('batch-tick').first()).toBeDisabled();
  await page.getByTestId('batch-cancel').click();
  await expect(state(page)).toHaveAttribute('data-state', 'cancelled');
  await page.waitForTimeout(7000);
  expect(await count(counts, 'skipped')).toBe(240);
  expect(await count(counts, 'sent')).toBe(0);

  // Nobody has had it: the next dry run sends to all, and left alone it begins.
  await page.getByRole('button', { name: '回去改内容' }).click();
  await page.getByTestId('post-send').click();
  await expect(page.getByTestId('plan-robot')).toHaveAttribute('data-n', '80');
  await send(page);
  await expect.poll(() => count(counts, 'sent')).toBeGreaterThan(0);
});

test('pause holds the queue, resume goes on, stop skips the rest', async ({ screenPage: page }) => {
  await toDryRun(page);
  await send(page);
  const counts = page.getByTestId('batch-counts');
  await page.getByTestId('batch-pause').click();
  await expect(state(page)).toHaveAttribute('data-state', 'paused');
  await expect(counts).toHaveAttribute('data-sending', '0', { timeout: 15_000 });
  const queued = await count(counts, 'queued');
  expect(queued).toBeGreaterThan(0);
  await page.waitForTimeout(1500);
  expect(await count(counts, 'queued')).toBe(queued);
  await page.getByTestId('batch-resume').click();
  await expect.poll(() => count(counts, 'queued')).toBeLessThan(queued);

  await page.getByTestId('batch-stop').click();
  await page.getByTestId('batch-stop-confirm').getByTestId('confirm').click();
  await expect(state(page)).toHaveAttribute('data-state', 'stopped');
  await expect(counts).toHaveAttribute('data-sending', '0', { timeout: 15_000 });
  await expect(counts).toHaveAttribute('data-by-hand', '0');
  expect(await count(counts, 'skipped')).toBeGreaterThanOrEqual(160);
});

test('an unfilled variable blocks the sending, for as long as it is there', async ({ screenPage: page }) => {
  await page.getByRole('link', { name: '社群' }).click();
  const text = page.getByTestId('post-composer').locator('textarea');
  await text.fill('{{group.name}} {{group.nothing}}');
  await expect(page.getByTestId('post-send')).toBeEnabled();
  await page.getByTestId('post-send').click();
  await expect(page.getByTestId('plan-blocked')).toHaveAttribute('data-n', '240');
  await expect(page.getByTestId('batch-send')).toBeDisabled();
  await page.getByRole('button', { name: '回去改内容' }).click();
  await text.fill('{{group.name}} 八点见');
  await expect(page.getByTestId('post-send')).toBeEnabled();
  await page.getByTestId('post-send').click();
  await expect(page.getByTestId('plan-blocked')).toHaveAttribute('data-n', '0');
  await expect(page.getByTestId('batch-send')).toBeEnabled();
});

/** Robots' groups stand in one end each; what was on its way when the power went is unknown and stays so. */
async function expectOneEndEach(page: Page, atLeastSent: number): Promise<void> {
  const counts = page.getByTestId('batch-counts');
  await expect(state(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 });
  expect(await count(counts, 'sent')).toBeGreaterThanOrEqual(atLeastSent);
  expect(await count(counts, 'by-hand')).toBe(160);
  const ends = await Promise.all(['sent', 'failed', 'unknown'].map((one) => count(counts, one)));
  expect(ends.reduce((sum, n) => sum + n, 0)).toBe(80);
  await tab(page, '不明').click();
  const cutOff = page.getByTestId('batch-row').filter({ hasText: '发送时中枢中断了' });
  await expect(cutOff.first()).toBeVisible();
}

teamTest(
  'a hub killed in the middle: the screen says so, and afterwards every group has one end',
  async ({ page, teamHub: hub, ownerDesk: desk }) => {
    await page.goto(desk.url);
    await toDryRun(page);
    await send(page);
    const counts = page.getByTestId('batch-counts');
    await expect.poll(() => count(counts, 'sent')).toBeGreaterThan(10);
    await hub.kill();
    await expect(page.getByTestId('batch')).toContainText('中枢连不上');
    await expect(page.getByTestId('batch-pause')).toBeDisabled();
    const before = await count(counts, 'sent');
    await hub.restart();
    await expectOneEndEach(page, before);
  },
);

teamTest(
  '[SY52] a hub killed before it began does not begin later: the screen says that nothing was sent',
  async ({ page, teamHub: hub, ownerDesk: desk }) => {
    await page.goto(desk.url);
    await toDryRun(page);
    await press(page);
    await expect(page.getByTestId('batch-waiting')).toBeVisible();
    await hub.kill();
    await expect(page.getByTestId('batch-cancel')).toBeDisabled();
    await hub.restart();
    await expect(state(page)).toHaveAttribute('data-state', 'expired', { timeout: 20_000 });
    await expect(page.getByTestId('batch')).toContainText('一个群都没有发');
    await page.waitForTimeout(7000);
    expect(await count(page.getByTestId('batch-counts'), 'skipped')).toBe(240);
  },
);

test('a console killed in the middle, its own hub with it: afterwards every group has one end', async ({
  page,
}) => {
  const desk = await startConsole('--demo');
  try {
    await page.goto(desk.url);
    await toDryRun(page);
    await send(page);
    const counts = page.getByTestId('batch-counts');
    await expect.poll(() => count(counts, 'sent')).toBeGreaterThan(10);
    const before = await count(counts, 'sent');
    await desk.kill();
    await page.goto(await desk.restart());
    await page.getByRole('link', { name: '社群' }).click();
    await page.getByTestId('batch-history').click();
    await page.getByTestId('batch-entry').first().click();
    await expectOneEndEach(page, before);
  } finally {
    await desk.stop();
  }
});
