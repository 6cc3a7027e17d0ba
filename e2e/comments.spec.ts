/** Comments: five hundred a second, clusters, answers, moderation, blocked words, answering by itself, and to the host. */
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { hold } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

interface Said {
  readonly text: string;
  readonly user?: string;
}
let count = 0;

async function newShow(page: Page, hub: HubApi): Promise<string> {
  const { body } = await hub.post('/v1/shows', { title: '弹幕测试', currency: 'CNY' });
  await expect(page.getByTestId('comments')).toBeVisible();
  return (body as { id: string }).id;
}
async function say(hub: HubApi, showId: string, all: readonly Said[]): Promise<void> {
  const at = new Date().toISOString();
  const events = all.map(({ text, user }) => {
    count += 1;
    const id = user ?? `u${count}`;
    return { commentId: `c${count}`, at, user: { id, name: user ?? `观众${count}` }, text };
  });
  const answer = await hub.post(`/v1/shows/${showId}/comments`, events);
  expect(answer.body).toMatchObject({ accepted: all.length });
}
const panel = (page: Page) => page.getByTestId('comments');
const tab = (page: Page, name: RegExp) => panel(page).getByRole('tab', { name });
const counted = (page: Page, name: RegExp) => tab(page, name).locator('[data-count]');
const row = (page: Page, text: string) => panel(page).locator('[data-comment-id]', { hasText: text });
const moderation = async (hub: HubApi, showId: string) =>
  (await hub.get(`/v1/shows/${showId}/comments/moderation`)).body;

async function openSettings(page: Page, part: RegExp): Promise<void> {
  await page.getByTestId('comment-settings-open').click();
  await page.getByTestId('comment-settings').getByRole('tab', { name: part }).click();
}
async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('comment-settings')).toHaveCount(0);
}

test('at five hundred a second the screen stays usable, stands still for who reads, and counts every one', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await say(hub, showId, [{ text: '开播啦' }]);
  await expect(row(page, '开播啦')).toBeVisible();
  const texts = ['好看', '有大尺码吗？', '已拍', '多少钱？', '冲冲冲'];
  const stream = (async () => {
    for (let burst = 0; burst < 50; burst += 1) {
      await say(
        hub,
        showId,
        Array.from({ length: 50 }, (_, n) => ({ text: texts[n % 5] ?? '' })),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  })();
  await expect
    .poll(async () => Number(await counted(page, /全部|All/).getAttribute('data-count')))
    .toBeGreaterThan(300);

  const reading = page.getByTestId('comment-stream');
  await reading.hover();
  await expect(reading).toHaveAttribute('data-reads');
  const seen = await reading.locator('[data-comment-id]').allTextContents();
  const toNewest = panel(page).getByRole('button', { name: /回到最新|To the newest/ });
  await expect(toNewest).toContainText(/[1-9]\d\d/);
  expect(await reading.locator('[data-comment-id]').allTextContents()).toEqual(seen);
  await toNewest.click();
  await expect(toNewest).toHaveCount(0);

  // While they come in.
  await openSettings(page, /屏蔽词|Blocked/);
  await closeSettings(page);
  await stream;
  await expect(counted(page, /全部|All/)).toHaveAttribute('data-count', '2501');
  await expect(counted(page, /提问|Asked/)).toHaveAttribute('data-count', '1000');
  await page.mouse.move(10, 10);
  const last = reading.locator('[data-comment-id]').last();
  await expect(last).toHaveAttribute('data-comment-id', `c${count}`);
  expect(await reading.locator('[data-comment-id]').count()).toBeLessThan(80);

  await tab(page, /提问|Asked/).click();
  const size = page.locator('[data-testid="cluster"][data-topic="size"]');
  await expect(size).toHaveAttribute('data-open', '500');
  await panel(page).getByRole('searchbox').fill('尺码');
  await expect(row(page, '多少钱')).toHaveCount(0);
  await expect(row(page, '有大尺码吗').first()).toBeVisible();
});

test('one answer settles a cluster, and a cluster goes before the host', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await say(hub, showId, [
    { text: '有大尺码吗？' },
    { text: '穿什么码' },
    { text: '一米六穿几码呀' },
    { text: '好看' },
  ]);
  await tab(page, /提问|Asked/).click();
  const size = page.locator('[data-testid="cluster"][data-topic="size"]');
  await expect(size).toContainText('×3');
  await size.getByRole('button', { name: /递给主播|To the host/ }).click();
  await expect(page.getByTestId('to-host')).toContainText(/尺码（3 人问）|Size \(3 asked\)/);
  await expect(counted(page, /给主播|Host/)).toHaveAttribute('data-count', '1');

  await size.getByRole('button', { name: /统一回复|One reply/ }).click();
  await expect(page.getByTestId('reply-target')).toContainText(/尺码|Size/);
  await page.getByTestId('reply-box').getByRole('combobox').fill('尺码表在详情页第三屏');
  await page.keyboard.press('Enter');
  await expect(size).toHaveAttribute('data-open', '0');
  await expect(size).toContainText('尺码表在详情页第三屏');
  await expect
    .poll(() => moderation(hub, showId))
    .toMatchObject({
      replies: [{ text: '尺码表在详情页第三屏', replyTo: null, automatic: false }],
    });
  await say(hub, showId, [{ text: '什么码数' }]);
  await expect(size).toHaveAttribute('data-open', '1');
  await size.getByRole('button', { name: /标为已答|Mark as/ }).click();
  await expect(size).toHaveAttribute('data-open', '0');
});

test('a row is pinned, hidden, muted, answered and put before the host by keys, and taken back', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await say(hub, showId, [
    { text: '第一条', user: 'amy' },
    { text: '第二条', user: 'bob' },
    { text: '发货吗', user: 'cat' },
  ]);
  const first = row(page, '第一条');
  await expect(first).toBeVisible();
  // One stop of Tab: the newest row; the arrows go on from there.
  await row(page, '发货吗').focus();
  await page.keyboard.press('h');
  await expect(page.getByTestId('to-host')).toContainText('发货吗');
  await page.keyboard.press('ArrowUp');
  await expect(row(page, '第二条')).toBeFocused();
  await page.keyboard.press('p');
  await expect(page.getByTestId('pinned-comment')).toContainText('第二条');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('p');
  await expect(page.getByTestId('pinned-comment')).toContainText('第一条');
  await page.keyboard.press('x');
  await expect(first).toHaveAttribute('data-hidden');
  await page.keyboard.press('m');
  await expect(first).toHaveAttribute('data-muted');
  await expect.poll(() => moderation(hub, showId)).toMatchObject({ muted: ['amy'] });
  expect(await moderation(hub, showId)).toMatchObject({
    hidden: [expect.any(String)],
    pinned: expect.any(String),
  });
  // Taken back one by one, the last first; by the desk's own key what was done last anywhere.
  await page.keyboard.press('u');
  await expect(first).not.toHaveAttribute('data-muted');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(first).not.toHaveAttribute('data-hidden');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('pinned-comment')).toContainText('第二条');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByTestId('pinned-comment')).toHaveCount(0);
  expect(await moderation(hub, showId)).toMatchObject({ muted: [], hidden: [], pinned: null });

  await first.focus();
  await page.keyboard.press('r');
  await expect(page.getByTestId('reply-target')).toContainText('amy');
  await page.keyboard.type('欢迎 amy');
  await page.keyboard.press('Enter');
  await expect(first).toContainText('欢迎 amy');
  await expect(first).toContainText(/我方账号|Our account/);
  // What was said cannot be taken back, and nothing older is touched instead.
  await first.focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText(/收不回来|cannot be taken back/).first()).toBeVisible();
  expect(await graveFaults(page, 'comments')).toEqual([]);
});

test('canned replies fill their variables, and one without a value is not sent', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await say(hub, showId, [{ text: '还有券吗', user: 'dora' }]);
  await openSettings(page, /快捷回复|Canned/);
  const settings = page.getByTestId('comment-settings');
  const add = async (title: string, text: string) => {
    await settings.getByLabel(/^(名称|Name)$/).fill(title);
    await settings.getByLabel(/^(内容|Text)$/).fill(text);
    await settings.getByRole('button', { name: /^(添加|Add)$/ }).click();
    await expect(settings.getByRole('listitem').filter({ hasText: title })).toBeVisible();
  };
  await add('欢迎', '{昵称} 欢迎来到直播间');
  await add('领券', '{昵称} 现在可领 {优惠券}');
  expect(await graveFaults(page, 'canned replies')).toEqual([]);
  await closeSettings(page);

  await row(page, '还有券吗').focus();
  await page.keyboard.press('r');
  const field = page.getByTestId('reply-box').getByRole('combobox');
  await expect(field).toBeFocused();
  await page.keyboard.type('/领');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('dora 现在可领 {优惠券}');
  await expect(page.getByTestId('reply-box').getByRole('alert')).toContainText('优惠券');
  await page.keyboard.press('Enter');
  expect(await moderation(hub, showId)).toMatchObject({ replies: [] });
  await field.fill('/');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('option', { name: /欢迎/ }).click();
  await expect(field).toHaveValue('dora 欢迎来到直播间');
  await page.keyboard.press('Enter');
  await expect(row(page, '还有券吗')).toContainText('dora 欢迎来到直播间');
});

test('the team’s account answers by rule only while it is switched on, once a person, and F1 stops it anywhere', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await openSettings(page, /自动回复|Auto-reply/);
  const settings = page.getByTestId('comment-settings');
  await settings.getByLabel(/规则名|Name of the rule/).fill('尺码');
  await settings.getByLabel(/关键词|Keywords/).fill('尺码 码数');
  await settings.getByLabel(/一行一句|one a line/).fill('尺码表在详情页哦\n拿不准就问客服');
  await settings.getByLabel(/至少间隔|between two/).fill('0');
  await settings.getByRole('button', { name: /^(添加|Add)$/ }).click();
  await expect(settings.getByRole('listitem')).toContainText('尺码');
  expect(await graveFaults(page, 'auto-reply')).toEqual([]);
  await closeSettings(page);

  const auto = page.getByTestId('auto-reply');
  await expect(auto).toHaveAttribute('aria-checked', 'false');
  await say(hub, showId, [{ text: '有尺码表吗', user: 'eve' }]);
  await expect(row(page, '有尺码表吗')).toBeVisible();
  await auto.click();
  await page.getByTestId('auto-reply-ask').getByTestId('confirm').click();
  await expect(auto).toHaveAttribute('aria-checked', 'true');
  // What was asked before is not answered: only what comes while it is on.
  expect(await moderation(hub, showId)).toMatchObject({ replies: [] });
  await say(hub, showId, [{ text: '码数偏大吗', user: 'eve' }]);
  await expect(row(page, '码数偏大吗')).toContainText(/尺码表在详情页哦/);
  await expect(row(page, '码数偏大吗')).toContainText(/自动|automatic/);
  await say(hub, showId, [
    { text: '尺码再说一遍', user: 'eve' },
    { text: '几个尺码', user: 'fay' },
  ]);
  await expect(row(page, '几个尺码')).toContainText('拿不准就问客服');
  await expect(row(page, '尺码再说一遍')).not.toContainText('我方');

  // Also while somebody writes.
  await page.getByTestId('reply-box').getByRole('combobox').focus();
  await page.keyboard.press('F1');
  await expect(auto).toHaveAttribute('aria-checked', 'false');
  await say(hub, showId, [{ text: '尺码呢', user: 'gus' }]);
  await expect(row(page, '尺码呢')).toBeVisible();
  await page.waitForTimeout(500);
  const { replies } = (await moderation(hub, showId)) as { replies: { automatic: boolean }[] };
  expect(replies.map(({ automatic }) => automatic)).toEqual([true, true]);
  await openSettings(page, /记录|Log/);
  await expect(settings.getByTestId('log-act')).toHaveCount(2);
  await expect(settings.getByTestId('log-act').first()).toContainText('尺码');
});

test('blocked words keep comments from the stream, say why, and can be tried first', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  await openSettings(page, /屏蔽词|Blocked/);
  const settings = page.getByTestId('comment-settings');
  const text = settings.getByLabel(/^(内容|Text)$/);
  await text.fill('加微信，代购');
  await settings.getByRole('button', { name: /^(添加|Add)$/ }).click();
  await expect(settings.getByTestId('blocked-word')).toHaveCount(2);
  const tryIt = page.getByTestId('word-test');
  await tryIt.getByRole('textbox').fill('便宜的加 V 信');
  await expect(tryIt).toContainText(/不会被屏蔽|would not be/);
  await tryIt.getByRole('textbox').fill('便宜的加-微 信');
  await expect(tryIt.locator('mark')).toHaveText('加-微 信');
  await settings.getByLabel(/^(类型|Kind)$/).selectOption('pattern');
  await text.fill('(\\d{6,');
  await expect(tryIt).toContainText(/看不懂|not understood/);
  await text.fill('\\d{6,}');
  await tryIt.getByRole('textbox').fill('扣 12345678');
  await expect(tryIt.locator('mark')).toHaveText('12345678');
  await settings.getByRole('button', { name: /^(添加|Add)$/ }).click();
  await expect(settings.getByTestId('blocked-word')).toHaveCount(3);
  expect(await graveFaults(page, 'blocked words')).toEqual([]);
  await closeSettings(page);

  await say(hub, showId, [{ text: '想便宜加 微信' }, { text: '扣 12345678' }, { text: '好看' }]);
  await expect(row(page, '好看')).toBeVisible();
  await expect(row(page, '微信')).toHaveCount(0);
  await expect(counted(page, /屏蔽|Blocked/)).toHaveAttribute('data-count', '2');
  await tab(page, /屏蔽|Blocked/).click();
  const blocked = page.getByTestId('blocked-comment');
  await expect(blocked).toHaveCount(2);
  await expect(blocked.filter({ hasText: '微信' })).toContainText(/屏蔽词：加微信|Blocked word: 加微信/);
  expect(await graveFaults(page, 'blocked')).toEqual([]);
  await blocked
    .filter({ hasText: '微信' })
    .getByRole('button', { name: /仍然显示|Show anyway/ })
    .click();
  await expect(blocked.filter({ hasText: '微信' })).toContainText(/已放行|shown anyway/);
  await tab(page, /全部|All/).click();
  await expect(row(page, '微信')).toBeVisible();
});

test('while a drop counts down, the operator sees when the host is to say “go”', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await newShow(page, hub);
  const coupon = { kind: 'coupon', title: '满减券', amountFen: 500, thresholdFen: 0, quota: 10, perBuyer: 1 };
  await hub.post(`/v1/shows/${showId}/drops`, { ...coupon, openSec: 60, countdownSec: 4 });
  const card = page.getByTestId('drop-card');
  await card.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  const cue = page.getByTestId('drop-cue');
  await hold(page, card.getByTestId('drop-fire'), () =>
    expect(card).toHaveAttribute('data-state', 'countdown'),
  );
  await expect(cue).toContainText('满减券');
  await expect(cue).toContainText(/没测过|not measured/);
  await expect(cue).toHaveAttribute('data-cue', /[1-4]|now/);
  await expect(card).toHaveAttribute('data-state', 'open', { timeout: 10_000 });
  await expect(cue).toHaveCount(0);
});
