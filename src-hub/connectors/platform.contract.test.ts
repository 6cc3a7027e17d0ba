/** What every platform owes, whichever it is: the hub itself, the sandbox, a shop backend over HTTP. */
import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { fen } from '#shared/domain/money.ts';
import { testClock } from '#shared/sync/clock.ts';
import { countingIds } from '#shared/sync/ids.ts';
import { openSqliteStore } from '../store/sqlite/sqlite-store.ts';
import { documentWith, put, write } from '../store/test-documents.ts';
import type { Platform } from './connector.ts';
import { housePlatform } from './house.ts';
import { sandboxPlatform } from './sandbox/platform.ts';
import { shopPlatform } from './shop/shop.ts';
import { isAllowedShop } from './shop/shop-secret.ts';
import { startShopSimulator } from './shop/shop-simulator.ts';

const endings: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const clock = testClock();
async function house(): Promise<Platform> {
  const store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
  await write(store, put('show'));
  endings.push(() => store.close());
  return housePlatform(store, clock);
}
async function simulator() {
  const shop = await startShopSimulator();
  endings.push(() => shop.close());
  return shop;
}
const overHttp = ({ url, secret }: { url: string; secret: string }) =>
  shopPlatform({ url, secret, allowLoopback: true, timeoutMs: 300 });

const one = documentWith('product', { stockDeclared: 10 });
const other = documentWith('product', { id: 'product-2', sku: 'MR-2', name: '浴巾' });
const push = (product: typeof one, actId: string) => ({ actId, slotId: `slot-${actId}`, product });

describe.each([
  ['house', house],
  ['sandbox', async () => sandboxPlatform()],
  ['shop', async () => overHttp(await simulator())],
] as const)('%s', (_name, open) => {
  test('shows what was pushed last, and by which push', async () => {
    const platform = await open();
    expect(await platform.onAir(one.showId)).toEqual({ productId: null, actId: null });
    await platform.pushProduct(push(one, 'a1'));
    await platform.pushProduct(push(other, 'a2'));
    expect(await platform.onAir(one.showId)).toEqual({ productId: other.id, actId: 'a2' });
    expect(await platform.onAir('another-show')).toEqual({ productId: null, actId: null });
  });

  test('does an act once for its id', async () => {
    const platform = await open();
    await platform.pushProduct(push(one, 'a1'));
    await platform.pushProduct(push(other, 'a2'));
    await platform.pushProduct(push(one, 'a1'));
    expect(await platform.onAir(one.showId)).toMatchObject({ actId: 'a2' });
    for (const actId of ['s1', 's1', 's2']) await platform.setOffer({ actId, product: one, stockDelta: 5 });
    expect(await platform.readOffer(one)).toMatchObject({ stock: 20 });
  });

  test('changes what is named of an offer and nothing else; stock never goes below nothing', async () => {
    const platform = await open();
    await platform.setOffer({ actId: 'p1', product: one, priceFen: fen(3900) });
    expect(await platform.readOffer(one)).toEqual({ priceFen: 3900, shelf: 'on', stock: 10 });
    await platform.setOffer({ actId: 'p2', product: one, shelf: 'sold-out' });
    await platform.setOffer({ actId: 'p3', product: one, stockDelta: -100 });
    expect(await platform.readOffer(one)).toEqual({ priceFen: 3900, shelf: 'sold-out', stock: 0 });
  });

  test('says what became of an act, and that it is well', async () => {
    const platform = await open();
    await platform.pushProduct(push(one, 'a1'));
    expect(await platform.askAct({ actId: 'a1', showId: one.showId })).toBe('done');
    expect(await platform.askAct({ actId: 'never', showId: one.showId })).not.toBe('done');
    expect(await platform.health(one.showId)).toEqual({ state: 'good', reason: null });
  });
});

describe('the house', () => {
  test('keeps what it shows across a restart, and shows sheet prices until one was changed', async () => {
    const store = await openSqliteStore({ file: ':memory:', clock, ids: countingIds() });
    endings.push(() => store.close());
    const platform = housePlatform(store, clock);
    expect(await platform.readOffer(one)).toEqual({ priceFen: one.priceFen, shelf: 'on', stock: 10 });
    await platform.pushProduct(push(one, 'a1'));
    expect(await housePlatform(store, clock).onAir(one.showId)).toEqual({ productId: one.id, actId: 'a1' });
    expect(await platform.askAct({ actId: 'never', showId: one.showId })).toBe('not-done');
  });
});

const answered = (work: Promise<unknown>) =>
  Promise.race([
    work.catch((error: unknown) => (error instanceof AppError ? error.code : 'unclear')),
    new Promise((resolve) => setTimeout(resolve, 50, 'silence')),
  ]);

describe('the sandbox at its worst', () => {
  test('swallows a push: taken, and not shown', async () => {
    const platform = sandboxPlatform();
    await platform.pushProduct(push(one, 'a1'));
    platform.setFault(one.showId, 'swallows-pushes');
    await platform.pushProduct(push(other, 'a2'));
    expect(await platform.onAir(one.showId)).toMatchObject({ productId: one.id });
    expect(await platform.health(one.showId)).toMatchObject({ state: 'good' });
    platform.setFault(one.showId, 'none');
    await platform.pushProduct(push(other, 'a3'));
    expect(await platform.onAir(one.showId)).toMatchObject({ actId: 'a3' });
  });

  test('in an outage nothing is done, every call fails, its health says so, and another show is well', async () => {
    const platform = sandboxPlatform();
    platform.setFault(one.showId, 'outage');
    const { showId } = one;
    for (const call of [
      () => platform.pushProduct(push(one, 'a1')),
      () => platform.onAir(showId),
      () => platform.setOffer({ actId: 'a2', product: one, shelf: 'off' }),
      () => platform.readOffer(one),
      () => platform.askAct({ actId: 'a1', showId }),
      () => platform.fireDrop(documentWith('drop', {})),
      () => platform.askDrop(documentWith('drop', {})),
    ])
      expect(await answered(call())).toBe('platform/away');
    expect(await platform.health(showId)).toEqual({ state: 'bad', reason: 'platform/away' });
    expect(await platform.health('another')).toMatchObject({ state: 'good' });
    platform.setFault(showId, 'none');
    expect(await platform.onAir(showId)).toMatchObject({ productId: null });
  });

  test('loses answers: it is done, and asked twice it knows', async () => {
    const platform = sandboxPlatform();
    platform.setFault(one.showId, 'loses-answers');
    expect(await answered(platform.pushProduct(push(one, 'a1')))).toBe('silence');
    const { showId } = one;
    expect(await answered(platform.askAct({ actId: 'a1', showId }))).toBe('silence');
    expect(await platform.askAct({ actId: 'a1', showId })).toBe('done');
    platform.loseAnswers(showId, false);
    expect(platform.faultOf(showId)).toBe('none');
    platform.setFault(showId, 'outage');
    platform.loseAnswers(showId, false);
    expect(platform.faultOf(showId)).toBe('outage');
  });
});

describe('a shop over HTTP', () => {
  test.each([
    ['silent', 'unclear'],
    ['cut', 'unclear'],
    ['outage', 'unclear'],
    ['refuse', 'platform/refused'],
  ] as const)('%s means: %s', async (fault, meaning) => {
    const shop = await simulator();
    shop.setFault(fault);
    const outcome = await overHttp(shop)
      .pushProduct(push(one, 'a1'))
      .catch((error: unknown) => error);
    expect(outcome instanceof AppError ? outcome.code : 'unclear').toBe(meaning);
    if (outcome instanceof AppError) expect(outcome.params).toEqual({ detail: '商品未上架' });
  });

  test('one that cannot be reached has surely not done it, and its health is bad', async () => {
    const shop = await simulator();
    await shop.close();
    expect(await answered(overHttp(shop).pushProduct(push(one, 'a1')))).toBe('platform/away');
    expect(await overHttp(shop).health(one.showId)).toMatchObject({ state: 'bad' });
  });

  test('a wrong secret is refused, and nothing is done', async () => {
    const shop = await simulator();
    const outcome = await overHttp({ ...shop, secret: 'not-the-secret' })
      .pushProduct(push(one, 'a1'))
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'platform/refused', params: { detail: 'unknown secret' } });
    expect(shop.pushes()).toEqual([]);
  });

  test('nothing goes to an address that is not allowed', async () => {
    const shop = await simulator();
    const strict = shopPlatform({ ...shop, url: shop.url, secret: shop.secret, allowLoopback: false });
    expect(await answered(strict.pushProduct(push(one, 'a1')))).toBe('platform/address');
    expect(shop.pushes()).toEqual([]);
    for (const [address, loopback, allowed] of [
      ['https://shop.example/api', false, true],
      ['http://shop.example/api', true, false],
      ['https://user:pass@shop.example/', true, false],
      ['http://127.0.0.1:80/', false, false],
      ['https://localhost/', false, false],
      ['http://localhost:1/', true, true],
      ['file:///etc/passwd', true, false],
      ['nothing', true, false],
    ] as const)
      expect([address, isAllowedShop(address, loopback)]).toEqual([address, allowed]);
  });
});
