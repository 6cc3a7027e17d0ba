/** The GMV wall: every figure against the facts, each with its definition, and the view for a screen on the wall. */
import type { Page } from '@playwright/test';
import { graveFaults } from './fixtures/access.ts';
import type { HubApi } from './fixtures/hub-api.ts';
import { expect, test } from './fixtures/test.ts';

const brands = ['全棉时代', '津梁生活', '稳健医疗'];
const channels = [
  'mini-program',
  'official-account',
  'group',
  'guide',
  'ad',
  'search',
  'payment-card',
  '抖店',
];

interface Counted {
  readonly grossFen: number;
  readonly refundsFen: number;
}
interface Counters extends Counted {
  readonly netFen: number;
  readonly orders: number;
  readonly buyers: number;
  readonly byProduct: (Counted & { sku: string })[];
  readonly byChannel: (Counted & { channel: string })[];
  readonly byShop: (Counted & { shopId: string })[];
}

/** Paid and refunded orders of three brands over eight channels, in the minutes before now. */
async function sell(hub: HubApi, showId: string, count: number): Promise<void> {
  const orders = Array.from({ length: count }, (_, at) => {
    const sku = `S-${at % 27}`;
    const priceFen = 1900 + (at % 27) * 530;
    const qty = 1 + (at % 3);
    return {
      ...{ eventId: `e${at}`, orderId: `o${at}`, kind: at % 19 === 0 ? 'refunded' : 'paid' },
      amountFen: priceFen * qty - (at % 5 === 0 ? 300 : 0),
      lines: [{ sku, title: `柔巾 ${sku}`, qty, priceFen, amountFen: priceFen * qty }],
      ...{ channel: channels[at % channels.length], shopId: brands[at % brands.length] },
      ...{ buyerId: `u${at % 70}`, at: new Date(Date.now() - 60_000 * (1 + (at % 6))).toISOString() },
    };
  });
  expect((await hub.post(`/v1/shows/${showId}/orders`, orders)).body).toMatchObject({ accepted: count });
}

const exact = (page: Page, testId: string) => page.getByTestId(testId).getAttribute('data-exact');

/** What a list says: id by what it is worth. */
async function listed(page: Page, testId: string): Promise<Record<string, number>> {
  const rows = await page
    .getByTestId(testId)
    .evaluateAll((all) =>
      all.map((row) => [row.getAttribute('data-id'), Number(row.getAttribute('data-exact'))]),
    );
  return Object.fromEntries(rows);
}

test('every figure of the wall is exact against the facts, and says what it is', async ({
  hub,
  screenPage: page,
}) => {
  const made = await hub.post('/v1/shows', { title: '618 联合场', currency: 'CNY' });
  const { id: showId } = made.body as { id: string };
  await page.getByRole('link', { name: '大盘' }).click();
  await expect(page.getByTestId('wall-net')).toHaveAttribute('data-exact', '0');
  await expect(page.getByTestId('wall-aov')).toHaveText('—');
  await expect(page.getByTestId('wall-conversion')).toHaveText('—');

  await sell(hub, showId, 400);
  const sample = { sampleId: 'a1', at: new Date().toISOString(), online: 1240, entered: 9000, viewers: 5000 };
  await hub.post(`/v1/shows/${showId}/audience`, [sample]);
  const counters = (await hub.get(`/v1/shows/${showId}/counters`)).body as Counters;
  const net = ({ grossFen, refundsFen }: Counted) => grossFen - refundsFen;

  await expect(page.getByTestId('wall-net')).toHaveAttribute('data-exact', String(counters.netFen));
  expect(await exact(page, 'wall-gross')).toBe(String(counters.grossFen));
  expect(await exact(page, 'wall-refunds')).toBe(String(counters.refundsFen));
  expect(await exact(page, 'wall-orders')).toBe(String(counters.orders));
  expect(await exact(page, 'wall-buyers')).toBe(String(counters.buyers));
  expect(await exact(page, 'wall-aov')).toBe(String(Math.round(counters.grossFen / counters.orders)));
  await expect(page.getByTestId('wall-online')).toHaveAttribute('data-exact', '1240');
  await expect(page.getByTestId('wall-conversion')).toHaveAttribute(
    'data-exact',
    String(Math.round((counters.orders * 10_000) / 5000)),
  );
  expect(Number(await exact(page, 'wall-per-minute'))).toBeGreaterThan(0);
  expect(await listed(page, 'wall-shop')).toEqual(
    Object.fromEntries(counters.byShop.map((row) => [row.shopId, net(row)])),
  );
  expect(await listed(page, 'wall-channel')).toEqual(
    Object.fromEntries(counters.byChannel.map((row) => [row.channel, net(row)])),
  );
  const best = [...counters.byProduct].sort((a, b) => net(b) - net(a)).slice(0, 20);
  expect(await listed(page, 'wall-product')).toEqual(
    Object.fromEntries(best.map((row) => [row.sku, net(row)])),
  );
  const shares = page
    .getByTestId('wall-shop')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-share'))));
  expect((await shares).reduce((sum, share) => sum + share, 0)).toBe(10_000);
  await expect(page.getByTestId('wall-channel').filter({ hasText: '公众号' })).toBeVisible();

  await page.getByRole('button', { name: /成交转化/ }).hover();
  await expect(page.getByRole('tooltip')).toContainText('独立观众数');
  // Without a target the wall says where to set one.
  await expect(page.getByText('本场没有设目标')).toBeVisible();
  expect(await graveFaults(page, 'wall')).toEqual([]);

  await page.getByTestId('wall-big-open').click();
  await expect(page.getByTestId('wall-big-net')).toHaveAttribute('data-exact', String(counters.netFen));
  expect(await graveFaults(page, 'big wall')).toEqual([]);
  // It follows, and a reload of the screen on the wall stays where it was.
  await hub.post(`/v1/shows/${showId}/orders`, [
    { eventId: 'more', orderId: 'more', kind: 'paid', amountFen: 100, at: new Date().toISOString() },
  ]);
  await expect(page.getByTestId('wall-big-net')).toHaveAttribute('data-exact', String(counters.netFen + 100));
  await page.reload();
  await expect(page.getByTestId('wall-big-net')).toHaveAttribute('data-exact', String(counters.netFen + 100));
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('wall-net')).toBeVisible();
});

test.describe('with --demo', () => {
  test.use({ consoleArgs: ['--demo'] });

  test('a target is set against an even pace in words, and a rehearsal is never taken for real', async ({
    screenPage: page,
  }) => {
    await page.getByRole('link', { name: '大盘' }).click();
    await expect(page.getByTestId('wall-pacing')).toHaveText(/领先|落后|正好/);
    await page.getByTestId('wall-big-open').click();
    await expect(page.getByTestId('wall-big')).toContainText('不计入真实成交');
  });
});
