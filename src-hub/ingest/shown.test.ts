/** What integrators read of the hub as a platform, and who may name another. */
import { afterEach, expect, test } from 'vitest';
import { startShopSimulator } from '../connectors/shop/shop-simulator.ts';
import { put, write } from '../store/test-documents.ts';
import { desk, endAll, startHub } from '../test-hub.ts';
import { issueKey } from './admin.ts';
import { namePlatform } from './platform-command.ts';

afterEach(endAll);

test('a take by key is pushed by the hub itself, once for its key, and read back by REST', async () => {
  const hub = await startHub();
  const { store, acts } = hub.services;
  const slots = [1, 2].flatMap((n) => [
    put('product', { id: `p${n}`, sku: `S${n}`, name: `N${n}`, stockDeclared: 9 }),
    put('slot', { id: `s${n}`, productId: `p${n}`, orderKey: `a${n}` }),
  ]);
  await write(store, put('show'), put('run'), ...slots);
  const { key } = await issueKey(store, { scopes: ['read', 'control'], label: 'test' });
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(new URL(path, hub.url), {
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': 'k1',
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return response.json();
  };
  expect(await call('/v1/shows/show-1/on-air')).toEqual({ onAir: null });
  for (let time = 0; time < 2; time += 1) await call('/v1/shows/show-1/take', { from: null });
  await expect.poll(async () => (await store.acts.latestPush('run-1'))?.state).toBe('shown');
  expect(await store.acts.ofShow({ showId: 'show-1', runKind: 'live' }, 9)).toHaveLength(1);
  expect(await call('/v1/shows/show-1/on-air')).toMatchObject({
    onAir: { productId: 'p1', sku: 'S1', title: 'N1', slotId: 's1', priceFen: 4900 },
  });
  const order = { ttlMs: 3000, inTime: () => true };
  await acts.command(
    {
      ...{ name: 'act.offer', actId: 'o1', runKind: 'live', runId: 'run-1', productId: 'p1' },
      change: { kind: 'shelf', shelf: 'sold-out' },
    },
    order,
    { personId: 'amy', personName: 'Amy', role: 'owner' },
  );
  await expect.poll(async () => (await store.acts.get('o1'))?.state).toBe('shown');
  expect(await call('/v1/shows/show-1/offers')).toMatchObject({
    offers: [
      { productId: 'p1', priceFen: 4900, shelf: 'sold-out', stock: 9 },
      { productId: 'p2', priceFen: 4900, shelf: 'on', stock: 9 },
    ],
  });
  expect(await call('/v1/shows/none/offers')).toMatchObject({ error: { code: 'show/not-found' } });
});

test('the owner names a shop, which is asked at once; nobody else may, and no screen sees its secret', async () => {
  const shop = await startShopSimulator();
  const hub = await startHub({ allowLoopbackShop: true });
  const socket = desk(hub);
  const { url, secret } = shop;
  const ask = (name: string, input: unknown) => socket.emitWithAck(name, input);
  expect(await ask('platform', {})).toMatchObject({ ok: true, value: { host: null, health: 'good' } });
  const named = await ask('setPlatform', { shop: { url, secret } });
  expect(named).toEqual({ ok: true, value: { host: new URL(url).host, health: 'good', reason: null } });
  expect(JSON.stringify(await ask('platform', {}))).not.toContain(secret);
  const wrong = await ask('setPlatform', { shop: { url, secret: 'another-secret' } });
  expect(wrong).toMatchObject({ value: { health: 'bad', reason: 'platform/refused' } });
  const http = await ask('setPlatform', { shop: { url: 'http://shop.example/', secret } });
  expect(http).toMatchObject({ ok: false, error: { code: 'platform/address' } });
  expect(await ask('setPlatform', { shop: null })).toMatchObject({ value: { host: null } });
  await shop.close();
});

test('the command line names it too, without showing the secret, and refuses what could not be used', async () => {
  const { store } = (await startHub()).services;
  const name = (url: string, secret = '') => namePlatform(store, url, secret);
  expect(await name('')).toContain('the hub itself');
  expect(await name('https://shop.example/live/', 'a-long-secret')).toBe(
    'Live shows act on the shop at shop.example.',
  );
  expect(await name('')).toContain('shop.example');
  expect(await name('https://shop.example/', 'short')).toBeNull();
  expect(await name('http://shop.example/', 'a-long-secret')).toBeNull();
  expect(await name('none')).toContain('the hub itself');
});
