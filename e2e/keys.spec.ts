/** Keys as the person has set them, the lock, and taking back: on the real screen, against the real desk. */
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import { rundownRow } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

test.use({ consoleArgs: ['--demo'] });

const line = (page: Page, command: string) =>
  page.locator(`[data-testid="key-line"][data-command="${command}"]`);

async function goTo(page: Page, path: string, ready: string): Promise<void> {
  await page.locator(`nav a[href="${path}"]`).click();
  await page.locator(ready).first().waitFor();
}

/** The live screen with a product on air and the page itself in focus. */
async function live(page: Page): Promise<void> {
  await page.getByTestId('rundown-row').first().waitFor();
  await page.locator('body').click({ position: { x: 2, y: 2 } });
}

async function setPin(page: Page, pin: string): Promise<void> {
  await goTo(page, '/settings', '[data-testid="lock-now"]');
  await expect(page.getByTestId('lock-now')).toBeDisabled();
  await page.getByTestId('pin-set').click();
  const dialog = page.getByTestId('pin-set-dialog');
  for (const field of await dialog.locator('input').all()) await field.fill(pin);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toHaveCount(0);
}

test('a key is given to another command, told apart, exchanged and put back', async ({
  screenPage: page,
}) => {
  await live(page);
  await goTo(page, '/settings', '[data-testid="key-line"]');
  const press = async (command: string, key: string) => {
    await line(page, command).getByRole('button', { name: /^更改/ }).click();
    await expect(page.getByTestId('key-listening')).toBeVisible();
    await page.keyboard.press(key);
  };

  // Reserved keys are refused with the reason, and nothing changes.
  await press('mark', 'F5');
  await expect(line(page, 'mark')).toContainText('浏览器');
  await press('mark', 'Enter');
  await expect(line(page, 'mark')).toContainText('输入和移动');
  await expect(line(page, 'mark').locator('kbd')).toHaveText('M');

  // A taken one names its command; exchanged, both change.
  await press('take', 'F9');
  await expect(line(page, 'take').getByRole('alert')).toContainText('待切下移');
  await page.getByTestId('key-swap').click();
  await expect(line(page, 'take').locator('kbd')).toHaveText('F9');
  await expect(line(page, 'arm-next').locator('kbd')).toHaveText('F12');
  expect(await graveFaults(page, 'keys in the settings')).toEqual([]);

  // On the live screen, at once: the button says so and the key does so.
  await goTo(page, '/', '[data-testid="rundown-row"]');
  await expect(page.getByTestId('take-next').locator('kbd')).toHaveText('F9');
  await page.keyboard.press('?');
  await expect(page.getByTestId('keys-sheet')).toContainText('F9');
  await page.keyboard.press('Escape');
  await live(page);
  const before = await page
    .locator('[data-testid="rundown-row"][data-state="on-air"]')
    .getAttribute('data-slot-id');
  await page.keyboard.press('F9');
  await expect
    .poll(() => page.locator('[data-testid="rundown-row"][data-state="on-air"]').getAttribute('data-slot-id'))
    .not.toBe(before);

  // Over a reload; then everything back.
  await page.reload();
  await expect(page.getByTestId('take-next').locator('kbd')).toHaveText('F9');
  await goTo(page, '/settings', '[data-testid="key-line"]');
  await page.getByRole('button', { name: '全部恢复原样' }).click();
  await page.getByTestId('confirm').click();
  await expect(line(page, 'take').locator('kbd')).toHaveText('F12');
  await expect(line(page, 'arm-next').locator('kbd')).toHaveText('F9');
});

test('undo takes back what is true, names it, and leaves alone what somebody changed since', async ({
  screenPage: page,
}) => {
  await live(page);
  const waiting = page.locator('[data-testid="rundown-row"][data-state="waiting"]');
  const row = waiting.nth(2);
  const slotId = (await row.getAttribute('data-slot-id')) ?? '';
  const mine = page.locator(`[data-slot-id="${slotId}"]`);
  const number = await page
    .getByTestId('rundown-row')
    .evaluateAll(
      (rows, id) => rows.findIndex((one) => (one as HTMLElement).dataset['slotId'] === id) + 1,
      slotId,
    );
  for (const digit of String(number)) await page.keyboard.press(digit, { delay: 60 });
  await page.keyboard.press('Enter');
  await expect(mine).toHaveAttribute('data-armed');
  await page.keyboard.press('Control+z');
  await expect(mine).not.toHaveAttribute('data-armed');
  await expect(page.getByText(/已撤销：把“.+”设为待切/).first()).toBeVisible();

  // A take goes back, with what was armed armed again.
  const onAir = page.locator('[data-testid="rundown-row"][data-state="on-air"]');
  const first = await onAir.getAttribute('data-slot-id');
  await page.keyboard.press('F12');
  await expect.poll(() => onAir.getAttribute('data-slot-id')).not.toBe(first);
  await page.keyboard.press('Control+z');
  await expect.poll(() => onAir.getAttribute('data-slot-id')).toBe(first);

  // The log shows the acts with their buttons; keys go on meaning what they mean beside it.
  await page.keyboard.press('h');
  const acts = page.getByTestId('acts');
  await expect(acts.getByTestId('act').first()).toHaveAttribute('data-state', 'undoing');
  expect(await graveFaults(page, 'latest acts')).toEqual([]);
  await page.keyboard.press('F9');
  await expect(acts.getByTestId('act').first()).toHaveAttribute('data-name', 'rundown.arm');
  await page.keyboard.press('F9');
  await expect(acts.locator('[data-name="rundown.arm"][data-state="can"]')).toHaveCount(2);
  // The older of the two was changed by the newer: it is not simply undone.
  await acts.locator('[data-name="rundown.arm"][data-state="can"]').nth(1).getByRole('button').click();
  await expect(page.getByText('这之后又有人改过').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(acts).toHaveCount(0);

  // A drop that was fired cannot be taken back: the rest of it is stopped.
  const card = page
    .locator('[data-testid="drop-card"]')
    .filter({ has: page.getByTestId('drop-arm') })
    .first();
  const title = (await card.getAttribute('aria-label')) ?? '';
  const named = page.getByRole('listitem', { name: title, exact: true });
  await named.getByTestId('drop-arm').click();
  await expect(named).toHaveAttribute('data-state', 'armed');
  const fire = named.getByTestId('drop-fire');
  await fire.focus();
  await page.keyboard.down('Enter');
  await expect(named).toHaveAttribute('data-state', /countdown|open/, { timeout: 10_000 });
  await page.keyboard.up('Enter');
  await expect(named).toHaveAttribute('data-state', 'open', { timeout: 15_000 });
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: '停掉剩余' }).first().click();
  await expect(named).toHaveAttribute('data-state', 'closed');
  // Space never presses the last button again.
  await page.keyboard.press('Space');
  await expect(rundownRow(page, 1)).toBeVisible();
});

test('locked by a PIN: nothing acts, not after a reload either, and the show goes on', async ({
  screenPage: page,
}) => {
  await live(page);
  await setPin(page, '2468');
  await expect(page.getByTestId('lock-now')).toBeEnabled();
  await goTo(page, '/', '[data-testid="rundown-row"]');
  await live(page);
  const onAir = page.locator('[data-testid="rundown-row"][data-state="on-air"]');
  const slot = await onAir.getAttribute('data-slot-id');
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByTestId('locked')).toBeVisible();
  expect(await graveFaults(page, 'locked')).toEqual([]);
  await page.keyboard.press('F12');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toHaveCount(1);
  // Figures stay readable and go on.
  const orders = page.getByTestId('orders-count');
  const counted = await orders.textContent();
  await expect.poll(() => orders.textContent(), { timeout: 20_000 }).not.toBe(counted);

  await page.reload();
  await expect(page.getByTestId('locked')).toBeVisible();
  await page.getByTestId('lock-pin').fill('1111');
  await page.getByTestId('lock-release').click();
  await expect(page.getByTestId('locked')).toContainText('PIN 不对');
  await page.getByTestId('lock-pin').fill('2468');
  await page.getByTestId('lock-release').click();
  await expect(page.getByTestId('locked')).toHaveCount(0);
  expect(await onAir.getAttribute('data-slot-id')).toBe(slot);

  // By itself, after the seconds that were chosen.
  await goTo(page, '/settings', '[data-testid="lock-after"]');
  await page.getByTestId('lock-after').selectOption('30');
  await expect(page.getByTestId('locked')).toBeVisible({ timeout: 45_000 });
});
