import { randomUUID } from 'node:crypto';
import type { Locator, Page } from '@playwright/test';
import type { HubApi } from './fixtures/hub-api.ts';
import { hold } from './fixtures/screen.ts';
import { expect, test } from './fixtures/test.ts';

type Outcome = 'granted' | 'sold-out' | 'limit' | 'not-open' | 'closed';

async function makeShow(hub: HubApi): Promise<string> {
  const { body } = await hub.post('/v1/shows', { title: '发券场', currency: 'CNY' });
  return (body as { id: string }).id;
}

async function claim(hub: HubApi, dropId: string, claimId: string, buyerId: string): Promise<Outcome> {
  const answer = await hub.post(`/v1/drops/${dropId}/claims`, { claimId, buyerId });
  expect(answer.status).toBe(200);
  return (answer.body as { outcome: Outcome }).outcome;
}

/** Plans a coupon in the dialog, as a person fills it in. */
async function planCoupon(page: Page, fields: readonly (readonly [string, string])[]): Promise<void> {
  await page.getByRole('button', { name: '新建福利' }).first().click();
  const dialog = page.getByTestId('drop-dialog');
  for (const [label, value] of fields) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toBeHidden();
}

const idOf = async (card: Locator) => (await card.getAttribute('data-drop-id')) ?? '';

test('a coupon is planned, armed and held to fire, and its claims come out exact', async ({
  screenPage: page,
  hub,
}) => {
  await makeShow(hub);
  const card = page.getByTestId('drop-card');

  // What cannot be is said at its field; the money at risk stands in the dialog before anything is saved.
  await page.getByRole('button', { name: '新建福利' }).first().click();
  const dialog = page.getByTestId('drop-dialog');
  await dialog.getByLabel('优惠金额').fill('300');
  await dialog.getByLabel('门槛金额').fill('199');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toContainText('并且小于门槛');
  await dialog.getByLabel('优惠金额').fill('20');
  await dialog.getByLabel('总张数').fill('100');
  await dialog.getByLabel('每人限领').fill('1');
  await dialog.getByLabel('开抢秒数').fill('300');
  await expect(dialog.getByRole('status')).toContainText('最多支出 ¥2,000');
  await dialog.getByRole('button', { name: '创建' }).click();
  await expect(dialog).toBeHidden();
  await expect(card).toHaveAttribute('data-state', 'planned');
  await expect(card).toContainText('满 ¥199 减 ¥20');
  const dropId = await idOf(card);
  expect(await claim(hub, dropId, 'too-early', 'b0')).toBe('not-open');

  await page.getByTestId('drop-arm').click();
  await expect(card).toHaveAttribute('data-state', 'armed');
  const fire = page.getByTestId('drop-fire');
  await expect(fire).toContainText('最多支出 ¥2,000');

  // A press that is let go, and one that slides off the button, fire nothing.
  await hold(page, fire, () => expect(fire).toHaveAttribute('data-holding'));
  await expect(fire).not.toHaveAttribute('data-holding');
  await hold(page, fire, async () => {
    await expect(fire).toHaveAttribute('data-holding');
    await page.mouse.move(5, 5);
    await expect(fire).not.toHaveAttribute('data-holding');
  });
  expect(await claim(hub, dropId, 'still-too-early', 'b0')).toBe('not-open');
  await expect(card).toHaveAttribute('data-state', 'armed');

  await hold(page, fire, () => expect(card).toHaveAttribute('data-state', 'open'));
  // The countdown runs.
  const left = card.getByText(/剩 \d+:\d\d/);
  const shown = await left.textContent();
  await expect(left).not.toHaveText(shown ?? '');

  // 400 claims at once from 250 buyers: the first 150 ask twice.
  const asked = Array.from({ length: 400 }, (_, at) => ({ claimId: `c${at}`, buyerId: `b${at % 250}` }));
  const outcomes = await Promise.all(asked.map((one) => claim(hub, dropId, one.claimId, one.buyerId)));
  const granted = asked.filter((_, at) => outcomes[at] === 'granted');
  expect(granted).toHaveLength(100);
  expect(new Set(granted.map((one) => one.buyerId)).size).toBe(100);
  expect(new Set(outcomes)).toEqual(
    new Set(outcomes.includes('limit') ? ['granted', 'sold-out', 'limit'] : ['granted', 'sold-out']),
  );
  // The same claim is answered the same, and counts once.
  const again = await Promise.all(asked.map((one) => claim(hub, dropId, one.claimId, one.buyerId)));
  expect(again).toEqual(outcomes);
  const reused = await hub.post(`/v1/drops/${dropId}/claims`, { claimId: 'c0', buyerId: 'somebody-else' });
  expect(reused).toMatchObject({ status: 409, body: { error: { code: 'claim/id-reused' } } });
  await expect(page.getByTestId('drop-granted')).toHaveAttribute('data-count', '100');
  await expect(page.getByTestId('drop-granted')).toContainText('已领 100 / 100');

  await page.getByTestId('drop-stop').click();
  await page.getByTestId('confirm').click();
  await expect(card).toHaveAttribute('data-state', 'closed');
  expect(await claim(hub, dropId, 'too-late', 'b-late')).toBe('closed');
  expect(await claim(hub, dropId, 'c0', 'b0')).toBe(outcomes[0]);
  await expect(page.getByTestId('drop-granted')).toHaveAttribute('data-count', '100');
  await expect(card).toContainText('最多花 ¥2,000');

  // What is over cannot be fired again, by no way.
  await expect(page.getByTestId('drop-fire')).toHaveCount(0);
  const refire = await hub.post(`/v1/drops/${dropId}/fire`, {}, { 'idempotency-key': randomUUID() });
  expect(refire.status).toBe(409);
  await page.reload();
  await expect(card).toHaveAttribute('data-state', 'closed');
  await expect(page.getByTestId('drop-granted')).toHaveAttribute('data-count', '100');
});

test('a drop made and fired by REST appears on the screen and goes off once', async ({
  screenPage: page,
  hub,
}) => {
  const showId = await makeShow(hub);
  const created = await hub.post(`/v1/shows/${showId}/drops`, {
    kind: 'coupon',
    title: '后台的券',
    amountFen: 500,
    thresholdFen: 0,
    quota: 10,
    perBuyer: 2,
    openSec: 120,
  });
  expect(created.status).toBe(200);
  const { id } = created.body as { id: string };
  const card = page.locator(`[data-testid="drop-card"][data-drop-id="${id}"]`);
  await expect(card).toHaveAttribute('data-state', 'planned');
  await expect(card).toContainText('后台的券');

  const key = randomUUID();
  const bodyless = await fetch(new URL(`/v1/drops/${id}/fire`, hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${hub.key}` },
  });
  expect(bodyless.status).toBe(400);
  const both = await Promise.all([
    hub.post(`/v1/drops/${id}/fire`, {}, { 'idempotency-key': key }),
    hub.post(`/v1/drops/${id}/fire`, {}, { 'idempotency-key': key }),
  ]);
  for (const answer of both) expect(answer).toEqual({ status: 200, body: { state: 'open' } });
  // Accepted claims follow the answer at once.
  expect(await claim(hub, id, 'c1', 'b1')).toBe('granted');
  expect(await claim(hub, id, 'c2', 'b1')).toBe('granted');
  expect(await claim(hub, id, 'c3', 'b1')).toBe('limit');
  await expect(card).toHaveAttribute('data-state', 'open');
  await expect(card.getByTestId('drop-granted')).toHaveAttribute('data-count', '2');
  const second = await hub.post(`/v1/drops/${id}/fire`, {}, { 'idempotency-key': randomUUID() });
  expect(second.status).toBe(409);
  await expect(card.getByTestId('drop-granted')).toHaveAttribute('data-count', '2');
});

test('keys hold as the pointer does, and a window that runs out closes by itself', async ({
  screenPage: page,
  hub,
}) => {
  await makeShow(hub);
  await planCoupon(page, [
    ['优惠金额', '5'],
    ['总张数', '3'],
    ['每人限领', '1'],
    ['开抢秒数', '2'],
    ['名称', '甲'],
  ]);
  await planCoupon(page, [
    ['优惠金额', '6'],
    ['总张数', '3'],
    ['每人限领', '1'],
    ['开抢秒数', '60'],
    ['名称', '乙'],
  ]);
  const [first, second] = ['甲', '乙'].map((title) =>
    page.getByRole('listitem', { name: title, exact: true }),
  );
  if (!first || !second) throw new Error('two drops were planned');

  await first.getByTestId('drop-arm').click();
  const fire = first.getByTestId('drop-fire');
  await fire.focus();
  await page.keyboard.press('Space');
  await expect(fire).not.toHaveAttribute('data-holding');
  await expect(first).toHaveAttribute('data-state', 'armed');
  await page.keyboard.down('Space');
  await expect(first).toHaveAttribute('data-state', 'open');
  await page.keyboard.up('Space');
  await expect(first).toHaveAttribute('data-state', 'closed');
  expect(await claim(hub, await idOf(first), 'late', 'b1')).toBe('closed');

  // The pad of the second drop stays its own, though the first one is over and stands behind it now.
  await second.getByTestId('drop-arm').click();
  await expect(second).toHaveAttribute('data-state', 'armed');
  await page.keyboard.down('Alt');
  await page.keyboard.down('1');
  await page.keyboard.up('1');
  await page.keyboard.down('2');
  await expect(second.getByTestId('drop-fire')).toHaveAttribute('data-holding');
  await page.keyboard.up('2');
  await expect(second.getByTestId('drop-fire')).not.toHaveAttribute('data-holding');
  await page.keyboard.down('2');
  await expect(second).toHaveAttribute('data-state', 'open');
  await page.keyboard.up('2');
  await page.keyboard.up('Alt');
  expect(await claim(hub, await idOf(second), 'in-time', 'b1')).toBe('granted');

  // An armed drop can be put back.
  await planCoupon(page, [
    ['优惠金额', '7'],
    ['总张数', '3'],
    ['名称', '丙'],
  ]);
  const third = page.getByRole('listitem', { name: '丙', exact: true });
  await third.getByTestId('drop-arm').click();
  await third.getByTestId('drop-disarm').click();
  await expect(third).toHaveAttribute('data-state', 'planned');
});
