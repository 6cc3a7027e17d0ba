/** Drops of every kind on the real screen against the real hub: planned, held, counted down, claimed, ended, judged. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { hold, pressRunButton, problemOf, rundownRow, sample } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

const kinds = { coupon: '优惠券', packet: '红包', bag: '福袋', flash: '秒杀', gift: '满赠' } as const;

async function makeShow(hub: HubApi): Promise<string> {
  const { body } = await hub.post('/v1/shows', { title: '福利场', currency: 'CNY' });
  return (body as { id: string }).id;
}

async function plan(
  page: Page,
  kind: string,
  fields: Readonly<Record<string, string>>,
  more: (dialog: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.getByRole('button', { name: '新建福利' }).first().click();
  const dialog = page.getByTestId('drop-dialog');
  await dialog.getByLabel('种类').selectOption(kind);
  for (const [label, value] of Object.entries(fields))
    await dialog.getByLabel(label, { exact: true }).fill(value);
  await more(dialog);
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toBeHidden();
}

const cardOf = (page: Page, title: string) => page.getByRole('listitem', { name: title, exact: true });
const idOf = async (card: Locator) => (await card.getAttribute('data-drop-id')) ?? '';

async function fire(page: Page, card: Locator, counts = false): Promise<void> {
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  await hold(page, card.getByTestId('drop-fire'), () =>
    expect(card).toHaveAttribute('data-state', counts ? 'countdown' : 'open'),
  );
}

async function claim(hub: HubApi, dropId: string, buyerId: string, who: object = {}) {
  const answer = await hub.post(`/v1/drops/${dropId}/claims`, { claimId: `c-${buyerId}`, buyerId, ...who });
  expect(answer.status).toBe(200);
  return answer.body as { outcome: string; amountFen?: number; thresholdFen?: number };
}

async function stop(page: Page, card: Locator): Promise<void> {
  await card.getByTestId('drop-stop').click();
  await page.getByTestId('confirm').click();
  await expect(card).toHaveAttribute('data-state', 'closed');
}

test('a packet, a members’ coupon, a gift: counted down, called off, claimed, used, with their results', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await makeShow(hub);
  await plan(page, kinds.packet, {
    总金额: '10',
    红包个数: '3',
    开抢秒数: '300',
    倒数秒数: '3',
    名称: '红包雨',
  });
  await plan(
    page,
    kinds.coupon,
    { 优惠金额: '20', 门槛金额: '199', 总张数: '5', 开抢秒数: '300', 倒数秒数: '0', 名称: '会员券' },
    async (dialog) => {
      await dialog.getByLabel('发给谁').selectOption('members');
      await dialog.getByRole('button', { name: '创建' }).click();
      await expect(dialog).toContainText('至少一个等级');
      await dialog.getByLabel('会员等级', { exact: true }).fill('新客，黑金');
      await dialog.getByRole('button', { name: '加一档' }).click();
      await dialog.getByLabel('等级 1', { exact: true }).fill('新客');
      await dialog.getByLabel('优惠金额 1').fill('10');
      await expect(dialog.getByRole('status')).toContainText('最多支出 ¥100（5 份 × ¥20）');
    },
  );
  await plan(page, kinds.gift, {
    赠品: '柔巾小样',
    门槛金额: '99',
    件数: '10',
    单份成本: '3',
    倒数秒数: '0',
    名称: '满赠',
  });

  // 3-2-1, called off: nothing went out. Held again, it opens by itself.
  const packet = cardOf(page, '红包雨');
  await fire(page, packet, true);
  await expect(packet.getByTestId('drop-countdown')).toHaveText(/[123]/);
  const packetId = await idOf(packet);
  expect((await claim(hub, packetId, 'early')).outcome).toBe('not-open');
  await packet.getByTestId('drop-call-off').click();
  await expect(packet).toHaveAttribute('data-state', 'planned');
  // The kind cools down after that; what is pressed too soon is refused in words.
  await packet.getByTestId('drop-arm').click();
  await hold(page, packet.getByTestId('drop-fire'), () =>
    expect(page.getByText(/同类福利刚发过，\d+ 秒后再发/).first()).toBeVisible(),
  );
  await expect(packet).toHaveAttribute('data-state', 'armed');
  // The reason stands on the card, not only in a message that goes by.
  await expect(packet.getByTestId('drop-refused')).toContainText('到时间再按住一次');

  const coupon = cardOf(page, '会员券');
  await fire(page, coupon);
  const couponId = await idOf(coupon);
  expect(await claim(hub, couponId, 'guest')).toEqual({ outcome: 'not-for-you' });
  expect(await claim(hub, couponId, 'fresh', { level: '新客' })).toEqual({
    ...{ outcome: 'granted', amountFen: 1000, thresholdFen: 0 },
  });
  expect(await claim(hub, couponId, 'black', { level: '黑金' })).toEqual({
    ...{ outcome: 'granted', amountFen: 2000, thresholdFen: 19_900 },
  });
  const at = '2026-06-18T11:03:20Z';
  await hub.post(`/v1/shows/${showId}/orders`, [
    {
      eventId: 'e1',
      orderId: 'o1',
      kind: 'paid',
      amountFen: 9800,
      buyerId: 'fresh',
      dropIds: [couponId],
      at,
    },
    { eventId: 'e2', orderId: 'o2', kind: 'paid', amountFen: 500, buyerId: 'x', at },
  ]);

  const gift = cardOf(page, '满赠');
  await fire(page, gift);
  expect((await claim(hub, await idOf(gift), 'g1')).outcome).toBe('granted');
  await stop(page, gift);
  await expect(gift.getByTestId('drop-result')).toContainText('最多花 ¥3');
  await stop(page, coupon);
  await expect(coupon.getByTestId('drop-granted')).toHaveText('领出 2 / 5');
  await expect(coupon.getByTestId('drop-result')).toHaveText(
    '最多花 ¥30 · 用了 1 单 · 带来 ¥98 · 未领到 1 次',
  );

  // Fired by key the packet opens at once, and its packets are the total to the fen.
  const fired = await hub.post(`/v1/drops/${packetId}/fire`, {}, { 'idempotency-key': randomUUID() });
  expect(fired).toEqual({ status: 200, body: { state: 'open' } });
  const packets = [];
  for (const buyer of ['a', 'b', 'c']) packets.push((await claim(hub, packetId, buyer)).amountFen ?? 0);
  expect(packets.reduce((sum, amount) => sum + amount, 0)).toBe(1000);
  expect(Math.min(...packets)).toBeGreaterThan(0);
  expect((await claim(hub, packetId, 'd')).outcome).toBe('sold-out');
  await stop(page, packet);
  await expect(packet.getByTestId('drop-result')).toContainText('花了 ¥10');
  expect(await graveFaults(page, 'the drops')).toEqual([]);
});

test('a lucky bag is entered by comments, drawn as it closes, and anybody can draw it again', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await makeShow(hub);
  await plan(page, kinds.bag, {
    评论口令: '要福袋',
    奖品: '四件套',
    中奖人数: '2',
    单份成本: '500',
    倒数秒数: '0',
    名称: '福袋一',
  });
  const bag = cardOf(page, '福袋一');
  const comment = (id: string, user: string, text: string) => ({
    ...{ commentId: id, at: '2026-06-18T11:03:20Z', user: { id: user, name: `观众${user}` }, text },
  });
  await hub.post(`/v1/shows/${showId}/comments`, [comment('before', 'early', '要福袋')]);
  await fire(page, bag);
  const dropId = await idOf(bag);
  await hub.post(`/v1/shows/${showId}/comments`, [
    ...['1', '2', '3', '4', '5'].map((user) => comment(`c${user}`, user, `我 要福袋！${user}`)),
    comment('again', '1', '要福袋'),
    comment('other', '9', '多少钱'),
  ]);
  await expect(bag.getByTestId('drop-granted')).toHaveText('已参与 5 人');
  const claimed = await hub.post(`/v1/drops/${dropId}/claims`, { claimId: 'c', buyerId: '1' });
  expect(claimed).toMatchObject({ status: 409, body: { error: { code: 'drop/by-comment' } } });

  // The seed is sealed and not to be seen before the draw.
  await bag.getByTestId('bag-open').click();
  const dialog = page.getByTestId('bag-dialog');
  await expect(dialog).toContainText('抽奖后公开');
  const sealed = (await dialog.locator('dd').first().textContent()) ?? '';
  expect(sealed).toMatch(/^[0-9a-f]{64}$/);
  await page.keyboard.press('Escape');

  await stop(page, bag);
  await expect(bag.getByTestId('drop-granted')).toHaveText('中奖 2 / 5 人');
  await expect(bag.getByTestId('drop-result')).toContainText('花了 ¥1,000');
  await bag.getByTestId('bag-open').click();
  await expect(dialog.getByTestId('bag-check')).toHaveAttribute('data-true', 'true');
  await expect(dialog.locator('dd').first()).toHaveText(sealed);
  await expect(dialog.getByTestId('bag-winners').getByRole('listitem')).toHaveCount(2);
  expect(await graveFaults(page, 'the draw')).toEqual([]);
  const download = page.waitForEvent('download');
  await dialog.getByTestId('bag-export').click();
  const rows = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n');
  expect(rows).toHaveLength(6);
  expect(rows.filter((row) => /,[12],[0-9a-f]{64}$/.test(row))).toHaveLength(2);
});

test('a script takes, prices and drops on one hold, and a second one is stopped', async ({
  screenPage: page,
  hub,
}) => {
  // A coupon planned before the sheet came: what it would take below the floor is blocked when it is armed.
  const low = { kind: 'coupon', amountFen: 4000, thresholdFen: 4900, quota: 5, perBuyer: 1, openSec: 60 };
  const planned = await hub.post(`/v1/shows/${await makeShow(hub)}/drops`, { ...low, title: '先定的券' });
  expect(planned.status).toBe(200);
  await page.getByRole('link', { name: '导入' }).click();
  await page.getByTestId('sheet-file').first().setInputFiles(sample('paipin-618.xlsx'));
  await page.getByTestId('sheet-accept-all').first().click();
  await problemOf(page, 22, 'sheet/second-slot').getByRole('button').first().click();
  await page.getByTestId('sheet-leave-out-blocked').click();
  await page.getByTestId('sheet-target').selectOption({ label: '福利场' });
  await page.getByTestId('sheet-import').click();
  await page.getByTestId('rundown-row').first().waitFor();
  const early = cardOf(page, '先定的券');
  await early.getByTestId('drop-arm').click();
  const reason = early.getByTestId('drop-refused');
  await expect(reason).toContainText(/叠加 先定的券.* 后到手 .*低于底价 .*改小优惠/s);
  await expect(early).toHaveAttribute('data-state', 'planned');
  // What is to be pressed again stays in sight beside it.
  await expect(early.getByTestId('drop-arm')).toBeInViewport({ ratio: 1 });
  expect(await graveFaults(page, 'a refused drop')).toEqual([]);
  await reason.getByRole('button', { name: '去改这个福利' }).click();
  await expect(page.getByTestId('drop-breaches')).toBeVisible();
  await page.keyboard.press('Escape');
  await reason.getByRole('button', { name: /收起原因/ }).click();
  await expect(reason).toHaveCount(0);
  await early.getByRole('button', { name: /更多操作/ }).click();
  await page.getByRole('menuitem', { name: /^删除/ }).click();
  await page.getByTestId('confirm').click();
  await expect(early).toHaveCount(0);

  await pressRunButton(page);
  await plan(page, kinds.coupon, {
    优惠金额: '0.5',
    总张数: '5',
    开抢秒数: '300',
    倒数秒数: '2',
    名称: '脚本券',
  });
  let flashPrice = '';
  await plan(page, kinds.flash, { 件数: '5', 倒数秒数: '0', 名称: '秒杀一' }, async (dialog) => {
    const product = dialog.getByLabel('商品', { exact: true });
    await product.selectOption({ index: 1 });
    const price = Number(
      /¥([\d.,]+)$/.exec((await product.locator('option').nth(1).textContent()) ?? '')?.[1],
    );
    await dialog.getByLabel('秒杀价').fill(String(price));
    await dialog.getByRole('button', { name: '创建' }).click();
    await expect(dialog).toContainText('要低于商品现在的价格');
    flashPrice = String(price - 1);
    await dialog.getByLabel('秒杀价').fill(flashPrice);
  });
  await expect(cardOf(page, '秒杀一')).toContainText(`秒杀 ¥${flashPrice}`);
  const coupon = cardOf(page, '脚本券');
  await page.getByTestId('sequence-new').click();
  const dialog = page.getByTestId('sequence-dialog');
  await dialog.getByLabel('第 1 步做什么').selectOption('take');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toContainText('选一个对象');
  await dialog.getByLabel('第 1 步的对象').selectOption({ index: 3 });
  await dialog.getByRole('button', { name: '加一步' }).click();
  await dialog.getByLabel('第 2 步的对象').selectOption({ label: '脚本券' });
  await dialog.getByLabel('第 2 步等几秒').fill('1');
  await expect(dialog.getByRole('status')).toContainText('最多支出 ¥2.50');
  expect(await graveFaults(page, 'the script')).toEqual([]);
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toBeHidden();

  const script = page.getByTestId('sequence-card');
  await hold(page, script.getByTestId('sequence-fire'), () =>
    expect(script).toHaveAttribute('data-state', 'running'),
  );
  await expect(rundownRow(page, 3)).toHaveAttribute('data-state', 'on-air');
  await expect(coupon).toHaveAttribute('data-state', 'countdown');
  await expect(script).toHaveAttribute('data-state', 'done');
  await expect(coupon).toHaveAttribute('data-state', 'open');
  for (const step of await script.getByTestId('sequence-step').all())
    await expect(step).toHaveAttribute('data-state', 'done');

  // Another one is stopped in its pause: what is left is not done.
  await page.getByTestId('sequence-new').click();
  await dialog.getByLabel('名称').fill('第二个');
  await dialog.getByLabel('第 1 步的对象').selectOption({ label: '秒杀一' });
  await dialog.getByLabel('第 1 步等几秒').fill('60');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toBeHidden();
  const second = cardOf(page, '第二个');
  await hold(page, second.getByTestId('sequence-fire'), () =>
    expect(second).toHaveAttribute('data-state', 'running'),
  );
  await second.getByTestId('sequence-stop').click();
  await expect(second).toHaveAttribute('data-state', 'stopped');
  await expect(second.getByTestId('sequence-step')).toHaveAttribute('data-state', 'skipped');
  await expect(cardOf(page, '秒杀一')).toHaveAttribute('data-state', 'planned');
});
