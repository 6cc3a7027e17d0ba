/**
 * A whole broadcast in a minute: a sheet, its checklist, a rehearsal, live with twelve takes, drops, a price for two, a
 * platform that goes away, refunds, the report. At its end every figure is what the orders that were sent add up to.
 */
import type { Locator, Page } from '@playwright/test';
import {
  claim,
  type DropOutcome,
  expectReport,
  expectWall,
  offeredBy,
  planDrop,
  say,
  broadcastTest as test,
} from './fixtures/broadcast.ts';
import { hold, importPaipin, nameOf, passChecklist, pressRunButton, rundownRow } from './fixtures/screen.ts';
import { countedBy, figuresOf, goodsNamed, shopOf } from './fixtures/shop-orders.ts';
import { expectSynced } from './fixtures/team.ts';
import { expect } from './fixtures/test.ts';

// A shop on this machine is let in by the demo's hub alone.
test.use({ consoleArgs: ['--demo'] });

const mode = (page: Page) => page.getByTestId('mode');
const go = (page: Page, path: string) => page.locator(`nav a[href="${path}"]`).click();
const TAKES = 12;
const [FACE_TOWEL, BED_SET] = ['一次性压缩面巾 20粒', '全棉四件套 1.8m'];

test('a whole broadcast, from the sheet to the report', async ({
  screenPage: page,
  desk,
  hub,
  backend,
  ben,
}) => {
  test.setTimeout(240_000);

  const showId = await test.step('the sheet becomes a show, on a shop backend of its own', async () => {
    await desk.hubCommand('platform', '--url', backend.url, '--secret', backend.secret);
    // The demo's rehearsal is over before the day's work begins.
    await pressRunButton(page);
    await go(page, '/import/products');
    await importPaipin(page);
    await expectSynced(page);
    const { shows } = (await hub.get('/v1/shows')).body as { shows: { id: string; title: string }[] };
    return shows.find(({ title }) => title.includes('排品表'))?.id ?? '';
  });
  const shop = shopOf(hub, showId);
  const counted = () => countedBy(hub, showId);
  const nothing = figuresOf([]);
  expect(await counted()).toEqual(nothing);

  await test.step('the checklist blocks on an error, which is mended', async () => {
    const floor = page.locator('[data-testid="check"][data-check="floor"]');
    await page.getByTestId('run-button').click();
    await expect(page.getByTestId('checklist')).toHaveAttribute('data-complete', 'true');
    await expect(floor).toHaveAttribute('data-level', 'error');
    await expect(page.getByTestId('confirm')).toBeDisabled();
    await floor.getByRole('button', { name: /^去处理/ }).click();
    await expect(page.getByTestId('start-dialog')).toHaveCount(0);
    const row = page.getByTestId('rundown-row').filter({ has: page.locator(':focus') });
    await row.locator(':focus').press('Shift+F10');
    await page.getByRole('menuitem', { name: '改价…' }).click();
    const dialog = page.getByTestId('reprice-dialog');
    await dialog.getByLabel('直播价').fill('159');
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(dialog).toBeHidden();
    await page.getByTestId('run-button').click();
    await expect(page.getByTestId('checklist')).toHaveAttribute('data-errors', '0');
    await page.keyboard.press('Escape');
  });

  await test.step('a rehearsal of it sells, and is reset', async () => {
    await mode(page).click();
    await page.getByTestId('rehearse').click();
    await expect(mode(page)).toHaveAttribute('data-mode', 'rehearsal');
    await page.keyboard.press('Escape');
    await page.getByTestId('run-button').click();
    await page.locator('[data-testid="scenario"][data-scenario="spike"]').click();
    await page.getByTestId('start-rehearsal').getByRole('button', { name: '10×' }).click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('start-rehearsal').waitFor({ state: 'detached' });
    await page.keyboard.press('F12');
    await expect(rundownRow(page, 1)).toHaveAttribute('data-state', 'on-air');
    await expect(page.getByTestId('orders-count')).not.toHaveAttribute('data-count', '0');
    await pressRunButton(page);
    await expect(mode(page)).toHaveAttribute('data-mode', 'planned');
    expect(await counted()).toEqual(nothing);
    await mode(page).click();
    await page.getByTestId('rehearsal-reset').click();
    await page.getByTestId('reset-word').fill('重置');
    await page.getByTestId('reset-do').click();
    await page.getByTestId('reset-dialog').waitFor({ state: 'detached' });
    await expect(page.getByTestId('orders-count')).toHaveAttribute('data-count', '0');
    expect(backend.pushes()).toEqual([]);
  });

  await test.step('a second person joins by invite', async () => {
    const invite = await desk.hubCommand('invite', '--role', 'operator');
    await go(ben, '/team');
    await ben.getByTestId('join-url').fill(desk.hub);
    await ben.getByTestId('join-code').fill(invite.stdout.trim().split('\n').at(-1) ?? '');
    await ben.getByTestId('join-name').fill('小本');
    await ben.getByTestId('join-do').click();
    const joined = ben.getByTestId('session').nth(1);
    await expect(joined).toHaveAttribute('data-hub', 'online');
    await joined.getByTestId('session-show').click();
    await go(ben, '/');
    await expect(rundownRow(ben, 1)).toBeVisible();
  });

  await test.step('live, with the warnings accepted for a reason', async () => {
    await page.getByTestId('run-button').click();
    await passChecklist(page);
    await page.getByTestId('start-reason').fill('卖点由主播口述');
    await page.getByTestId('confirm').click();
    for (const screen of [page, ben]) await expect(mode(screen)).toHaveAttribute('data-mode', 'live');
    await page.getByTestId('start-dialog').waitFor({ state: 'detached' });
  });

  /** What went on air, and how many orders had been sent by then. */
  const taken: { sku: string; from: number }[] = [];
  /** Takes a row and sells what it shows; the backend shows it too unless it is away. */
  async function take(row: number, by: () => Promise<void>, { shows = true } = {}) {
    const name = (await nameOf(rundownRow(page, row)).textContent()) ?? '';
    await by();
    for (const screen of [page, ben])
      await expect(rundownRow(screen, row)).toHaveAttribute('data-state', 'on-air');
    const goods = await goodsNamed(hub, showId, name);
    if (shows) {
      await expect(page.getByTestId('push')).toHaveAttribute('data-status', 'shown');
      await expect.poll(() => backend.shown(showId)).toBe(goods.productId);
    }
    taken.push({ sku: goods.sku, from: shop.sent.length });
    await shop.sell(goods, { orders: 4 });
    return goods;
  }
  const press = async () => page.keyboard.press('F12');
  const digits = async (number: number) => {
    await page.keyboard.type(String(number), { delay: 60 });
    await page.keyboard.press('Enter');
    await expect(rundownRow(page, number)).toHaveAttribute('data-armed');
    await page.keyboard.press('F12');
  };
  const second = async () => {
    await ben.bringToFront();
    await ben.keyboard.press('F12');
    await page.bringToFront();
  };

  await test.step('takes by key, and a moment marked', async () => {
    await take(1, press);
    await page.keyboard.press('m');
    await expect(page.getByText('已打点').first()).toBeVisible();
  });

  await test.step('a price beyond policy waits for the second person, and is released', async () => {
    await take(2, press);
    await page.getByTestId('on-air').getByRole('button', { name: '改价', exact: true }).click();
    const dialog = page.getByTestId('reprice-dialog');
    await dialog.getByLabel('直播价').fill('12.9');
    await expect(dialog.getByTestId('needs-second')).toBeVisible();
    await dialog.getByRole('button', { name: '保存' }).click();
    await expect(page.getByTestId('approval')).toHaveAttribute('data-mine', 'true');
    expect((await goodsNamed(hub, showId, FACE_TOWEL)).priceFen).toBe(1990);
    await ben.getByTestId('approval-confirm').click();
    await expect(page.getByTestId('approvals')).toHaveCount(0);
    await hold(page, page.getByTestId('price-release'), () =>
      expect(page.getByTestId('release-state')).toHaveText('已开价 ¥12.90'),
    );
    const goods = await goodsNamed(hub, showId, FACE_TOWEL);
    expect(goods.priceFen).toBe(1290);
    expect(await offeredBy(backend, showId, goods)).toMatchObject({ priceFen: 1290 });
    await shop.sell(goods, { orders: 5 });
  });

  await test.step('takes by the second console and by number; one reply for a question of many', async () => {
    await take(3, second);
    await take(4, () => digits(4));
    const comments = page.getByTestId('comments');
    await say(hub, showId, ['有大尺码吗？', '穿什么码', '一米六穿几码呀', '好看', '冲冲冲']);
    await comments.getByRole('tab', { name: /提问/ }).click();
    const size = page.locator('[data-testid="cluster"][data-topic="size"]');
    await expect(size).toHaveAttribute('data-open', '3');
    await size.getByRole('button', { name: /统一回复/ }).click();
    await page.getByTestId('reply-box').getByRole('combobox').fill('尺码表在小黄车第一张');
    await page.keyboard.press('Enter');
    await expect(size).toHaveAttribute('data-open', '0');
    const { replies } = (await hub.get(`/v1/shows/${showId}/comments/moderation`)).body as {
      replies: { text: string }[];
    };
    expect(replies.map(({ text }) => text)).toEqual(['尺码表在小黄车第一张']);
    // Keys are the desk's again once the field is left.
    await page.keyboard.press('Escape');
  });

  const drops: Record<string, DropOutcome> = {};
  const idOf = async (card: Locator) => (await card.getAttribute('data-drop-id')) ?? '';
  async function fire(card: Locator): Promise<void> {
    await card.getByTestId('drop-arm').click();
    await hold(page, card.getByTestId('drop-fire'), () => expect(card).toHaveAttribute('data-state', 'open'));
  }
  async function stop(card: Locator): Promise<void> {
    await card.getByTestId('drop-stop').click();
    await page.getByTestId('confirm').click();
    await expect(card).toHaveAttribute('data-state', 'closed');
  }

  await test.step('a flash price: claimed, bought, and put back', async () => {
    const goods = await take(5, press);
    const card = await planDrop(page, '浴巾秒杀', {
      ...{ kind: 'flash-price', product: goods.productId },
      texts: { 秒杀价: '95', 件数: '10', 每人限领: '1', 开抢秒数: '600' },
    });
    await fire(card);
    expect(await offeredBy(backend, showId, goods)).toMatchObject({ priceFen: 9500 });
    const dropId = await idOf(card);
    for (const buyer of ['f1', 'f2', 'f3']) expect(await claim(hub, dropId, buyer)).toBe('granted');
    expect(await claim(hub, dropId, 'f1')).toBe('limit');
    await shop.sell({ ...goods, priceFen: 9500 }, { orders: 3, dropId });
    await stop(card);
    await expect.poll(() => offeredBy(backend, showId, goods)).toMatchObject({ priceFen: 9900 });
    drops[dropId] = { claimed: 3, costFen: 1200, used: 3, gmvFen: 28_500 };
  });

  await test.step('a lucky bag: entered by a keyword, drawn', async () => {
    await take(6, press);
    const card = await planDrop(page, '旅行装福袋', {
      kind: 'lucky-bag',
      texts: { 评论口令: '抽我', 奖品: '旅行装', 中奖人数: '2', 单份成本: '15', 开抢秒数: '600' },
    });
    await fire(card);
    await say(hub, showId, ['抽我', '抽我抽我', '好看', '来了，抽我', '抽我！', '抽我 冲']);
    await expect(card.getByTestId('drop-granted')).toContainText('5');
    await stop(card);
    await expect(card.getByTestId('drop-granted')).toHaveAttribute('data-count', '2');
    drops[await idOf(card)] = { claimed: 2, costFen: 3000, used: 0, gmvFen: 0 };
  });

  await test.step('a push that the platform swallows is flagged, and done by hand', async () => {
    backend.setFault('swallow');
    await take(7, press, { shows: false });
    await expect(page.getByTestId('push')).toHaveAttribute('data-status', 'not-shown');
    await page.getByTestId('push-settle').click();
    await expect(page.getByTestId('push')).toHaveAttribute('data-status', 'by-hand');
  });

  await test.step('the platform goes away and comes back; a promise is noted meanwhile', async () => {
    backend.setFault('outage');
    await take(8, press, { shows: false });
    await expect(page.getByTestId('push')).toHaveAttribute('data-status', 'unknown');
    await expect(page.getByTestId('push-fallback')).toBeVisible();
    await expect(page.getByTestId('platform-health')).toHaveAttribute('data-health', 'bad');
    await page.keyboard.press('p');
    await page.getByTestId('promise-text').fill('没推出来，前 20 单送枕芯');
    await page.keyboard.press('Enter');
    for (const screen of [page, ben])
      await expect(screen.getByTestId('promises-open')).toHaveAttribute('data-count', '1');
    backend.setFault('none');
    await page.getByTestId('push-again').click();
    await expect(page.getByTestId('push')).toHaveAttribute('data-status', 'shown');
    expect(backend.shown(showId)).toBe((await goodsNamed(hub, showId, BED_SET)).productId);
    await expect(page.getByTestId('platform-health')).toHaveAttribute('data-health', 'good');
  });

  await test.step('a coupon: five for seven buyers, used by three', async () => {
    const card = await planDrop(page, '满600减10', {
      kind: 'coupon',
      texts: { 优惠金额: '10', 门槛金额: '600', 总张数: '5', 每人限领: '1', 开抢秒数: '600' },
    });
    const dropId = await idOf(card);
    expect(await claim(hub, dropId, 'early')).toBe('not-open');
    await fire(card);
    const buyers = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'];
    const outcomes = await Promise.all(buyers.map((buyer) => claim(hub, dropId, buyer)));
    expect(outcomes.sort()).toEqual([...Array(5).fill('granted'), 'sold-out', 'sold-out']);
    await expect(card.getByTestId('drop-granted')).toHaveAttribute('data-count', '5');
    await shop.sell(await goodsNamed(hub, showId, BED_SET), { orders: 3, dropId, offFen: 1000 });
    await stop(card);
    drops[dropId] = { claimed: 5, costFen: 5000, used: 3, gmvFen: 3 * (89_900 - 1000) };
  });

  await test.step('the last takes', async () => {
    await take(9, () => page.getByTestId('take-next').click());
    await take(10, second);
    await take(11, press);
    await take(14, () => digits(14));
  });

  await test.step('refunds come in, and the show ends', async () => {
    await shop.refundEvery(6);
    await expect(page.getByTestId('gmv-net')).toHaveAttribute(
      'data-fen',
      String(figuresOf(shop.sent).netFen),
    );
    await pressRunButton(page);
    for (const screen of [page, ben]) await expect(mode(screen)).toHaveAttribute('data-mode', 'ended');
  });

  const facts = figuresOf(shop.sent);
  await test.step('the hub counted what was sent, and nothing else', async () => {
    expect(await counted()).toEqual(facts);
    expect(taken).toHaveLength(TAKES);
    expect((await desk.hubCommand('recount')).code).toBe(0);
  });

  await test.step('the wall says the same', async () => {
    await go(page, '/wall');
    await expectWall(page, facts);
  });

  await test.step('the report says the same, has the mark, and no rehearsal', async () => {
    await go(page, '/reports');
    const stretches = taken.map(({ sku, from }, at) => ({
      sku,
      sent: figuresOf(shop.sent.slice(from, taken[at + 1]?.from ?? shop.sent.length)),
    }));
    await expectReport(page, facts, { stretches, drops });
    await expect(page.getByTestId('report-accepted')).toContainText('卖点由主播口述');
    await expect(page.locator('[data-testid="clip"][data-source="key"]')).toHaveCount(1);
    const listed = page.getByTestId('report-list').locator(`a[href*="${showId}"]`);
    await expect(listed).toHaveCount(1);
    await expect(listed).toHaveAttribute('href', /live$/);
  });

  await test.step('the promise is still to be kept', async () => {
    await go(page, '/handover');
    await expect(page.getByTestId('handover-promises')).toHaveAttribute('data-count', '1');
  });

  await test.step('the log names both persons of the price', async () => {
    await go(page, '/audit');
    await page.getByTestId('audit-text').fill(FACE_TOWEL);
    const entry = (name: string) => page.locator(`[data-testid="audit-row"][data-name="${name}"]`);
    await expect(entry('approval.confirm')).toContainText('小本');
    const asked = entry('product.reprice').filter({ hasText: '¥12.90' });
    await expect(asked).toHaveCount(1);
    await expect(asked).not.toContainText('小本');
    await entry('approval.confirm').getByRole('button').click();
    const price = entry('approval.confirm').locator('[data-field="priceFen"]').locator('td');
    await expect(price).toHaveText(['¥19.90', '¥12.90']);
  });
});
