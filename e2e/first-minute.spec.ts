import type { Locator } from '@playwright/test';
import { hold } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

const count = async (figure: Locator, attribute = 'data-count') =>
  Number(await figure.getAttribute(attribute));

test('an empty start offers the sample show, a sheet and an empty show', async ({
  screenPage: page,
  hub,
}) => {
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'none');
  await expect(page.getByTestId('sheet-file')).toBeAttached();
  await expect(page.getByTestId('welcome-empty')).toBeVisible();
  await page.getByTestId('welcome-sample').click();

  // It is a rehearsal from its first moment on, complete, and nothing has been started.
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'rehearsal');
  await expect(page.getByTestId('rundown-row').first()).toBeVisible();
  await expect(page.getByTestId('drop-card').first()).toHaveAttribute('data-state', 'planned');
  await expect(page.getByTestId('groups')).toContainText('240');
  await expect(page.locator('[data-state="on-air"]')).toHaveCount(0);
  await expect(page.getByTestId('outbox-count')).toHaveAttribute('data-count', '0');

  // The first take starts the rehearsal's clock, and no more than that.
  await page.keyboard.press('F12');
  const onAir = page.locator('[data-testid="rundown-row"][data-state="on-air"]');
  await expect(onAir).toHaveCount(1);
  // What the hub has not confirmed looks so.
  await expect(onAir).not.toHaveAttribute('data-pending');
  const { shows } = (await hub.get('/v1/shows')).body as { shows: { state: string }[] };
  expect(shows.map((show) => show.state)).toEqual(['rehearsal']);

  // Opened once more it is the same show, not a second one.
  await page.getByRole('button', { name: /示例/ }).first().click();
  await page.getByRole('menuitem', { name: '打开示例场次' }).click();
  await expect(onAir).toHaveCount(1);
  expect(((await hub.get('/v1/shows')).body as { shows: unknown[] }).shows).toHaveLength(1);
});

test('an empty show can be made, and its target stands over the figures', async ({
  screenPage: page,
  hub,
}) => {
  await page.getByTestId('welcome-empty').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toContainText('要有标题');
  await dialog.getByLabel('标题').fill('周三场');
  await dialog.getByLabel('净成交目标').fill('5000');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'planned');
  await expect(page.getByText('净成交 / 目标 ¥5,000').first()).toBeVisible();
  await expect(page.getByTestId('rundown')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '导入排品表' })).toBeVisible();
  const { shows } = (await hub.get('/v1/shows')).body as { shows: { title: string }[] };
  expect(shows.map((show) => show.title)).toEqual(['周三场']);
});

test.describe('with --demo', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('the sandbox plays along, at a pace one sets, behind the wall to real figures', async ({
    screenPage: page,
    hub,
    desk,
  }) => {
    await expect(page.getByTestId('mode')).toHaveAttribute('data-mode', 'rehearsal');
    await expect(page.locator('[data-testid="rundown-row"][data-state="on-air"]')).toHaveCount(1);
    const net = page.getByTestId('gmv-net');
    const orders = page.getByTestId('orders-count');

    // Faster, by the control behind the mode.
    await page.getByTestId('mode').click();
    const sandbox = page.getByRole('region', { name: '示例平台' });
    await sandbox.getByRole('button', { name: '10×' }).click();
    await expect(sandbox.getByRole('button', { name: '10×' })).toHaveAttribute('aria-pressed', 'true');
    await page.keyboard.press('Escape');

    // Viewers, comments, orders and money come in and rise.
    await expect(
      page
        .getByRole('banner')
        .getByText(/^在线$/)
        .locator('..'),
    ).toContainText(/\d/);
    await expect(page.getByTestId('comments').locator('[data-index]').first()).toBeVisible();
    await expect.poll(() => count(orders)).toBeGreaterThan(0);
    const before = {
      orders: await count(orders),
      gross: await count(page.getByTestId('gmv-gross'), 'data-fen'),
    };
    await expect.poll(() => count(orders)).toBeGreaterThan(before.orders);
    await expect.poll(() => count(page.getByTestId('gmv-gross'), 'data-fen')).toBeGreaterThan(before.gross);

    // A fired drop is claimed by the imitated viewers.
    const card = page.getByTestId('drop-card').first();
    const dropId = await card.getAttribute('data-drop-id');
    const drop = page.locator(`[data-drop-id="${dropId}"]`);
    await drop.getByTestId('drop-arm').click();
    await hold(page, drop.getByTestId('drop-fire'), () => expect(drop).toHaveAttribute('data-state', 'open'));
    await expect.poll(() => count(drop.getByTestId('drop-granted')), { timeout: 20_000 }).toBeGreaterThan(0);

    // Paused, everything stands; resumed, it goes on.
    await page.getByTestId('mode').click();
    await sandbox.getByRole('button', { name: '暂停' }).click();
    await expect(sandbox).toContainText('已暂停');
    const still = async () => {
      const seen = await net.getAttribute('data-fen');
      await page.evaluate(() => new Promise((done) => setTimeout(done, 700)));
      return (await net.getAttribute('data-fen')) === seen;
    };
    await expect.poll(still).toBe(true);
    const paused = await count(orders);
    await sandbox.getByRole('button', { name: '继续' }).click();
    await expect.poll(() => count(orders)).toBeGreaterThan(paused);

    // None of it is a real figure, and a real order is none of the rehearsal's.
    const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string; state: string }[] };
    expect(shows).toHaveLength(1);
    const id = shows[0]?.id ?? '';
    const nothing = {
      grossFen: 0,
      refundsFen: 0,
      netFen: 0,
      orders: 0,
      buyers: 0,
      byProduct: [],
      byMinute: [],
    };
    expect((await hub.get(`/v1/shows/${id}/counters`)).body).toMatchObject(nothing);
    await sandbox.getByRole('button', { name: '暂停' }).click();
    await expect.poll(still).toBe(true);
    const shown = await net.getAttribute('data-fen');
    const real = await hub.post(`/v1/shows/${id}/orders`, [
      {
        eventId: 'real-1',
        orderId: 'real-1',
        kind: 'paid',
        amountFen: 123_456_789,
        at: '2026-06-18T11:03:20Z',
      },
    ]);
    expect(real.body).toMatchObject({ accepted: 1 });
    expect((await hub.get(`/v1/shows/${id}/counters`)).body).toMatchObject({
      netFen: 123_456_789,
      orders: 1,
    });
    await page.reload();
    await expect(net).toHaveAttribute('data-fen', shown ?? '');
    // What the sandbox wrote adds up as well.
    expect((await desk.hubCommand('recount')).code).toBe(0);
  });
});
