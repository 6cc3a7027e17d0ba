import { afterEach, describe, expect, test } from 'vitest';
import type { OpResult } from '#shared/contract/hub.ts';
import type { Hub } from '../create-hub.ts';
import { hashSecret } from '../ingest/secrets.ts';
import { AT } from '../store/test-documents.ts';
import { ask, desk, endAll, giveOrder, newShow, op, pushOf, startHub } from '../test-hub.ts';

afterEach(endAll);
type Line = ReturnType<typeof desk>;

const product = (id: string, changes = {}) => ({
  ...{
    id,
    shopId: 'main',
    sku: id,
    name: `柔巾 ${id}`,
    spec: '',
    listFen: 9900,
    priceFen: 4900,
    floorFen: 4000,
  },
  ...{ stockDeclared: 10, commissionBp: 2000, mechanics: '', points: [], ...changes },
});
const coupon = (id: string, changes = {}) => ({
  ...{ id, showId: 'show-1', runKind: 'live', kind: 'coupon', title: `券 ${id}`, quota: 10, perBuyer: 1 },
  ...{ openSec: 60, amountFen: 500, thresholdFen: 0, ...changes },
});

let count = 0;
async function push(line: Line, name: string, input: unknown): Promise<OpResult | undefined> {
  count += 1;
  const answer = await ask(line, 'push', pushOf(op(`op-${count}`, name, input)));
  return (answer.value as { results: OpResult[] }).results[0];
}
const applied = expect.objectContaining({ outcome: 'applied' });
const refused = (code: string, params: unknown = expect.anything()) =>
  expect.objectContaining({ outcome: 'refused', code, params });

async function priced(...products: object[]): Promise<{ hub: Hub; owner: Line }> {
  const hub = await startHub();
  const owner = desk(hub);
  await push(owner, 'show.create', newShow);
  await push(owner, 'run.create', { id: 'run-1', showId: 'show-1', kind: 'live' });
  const sheet = { showId: 'show-1', runId: 'run-1', products, slots: [] };
  expect(await push(owner, 'product.import', sheet)).toEqual(applied);
  return { hub, owner };
}

async function colleague(hub: Hub): Promise<Line> {
  await hub.services.store.access.addDevice({
    ...{ deviceId: 'ben-desk', personId: 'ben', personName: 'Ben', role: 'operator', deviceName: null },
    ...{ tokenHash: hashSecret('ben-token'), createdAt: AT, expiresAt: null },
  });
  return desk(hub, { token: 'ben-token', deviceId: 'ben-desk' });
}

describe('[SY84] a combination below a floor is refused, by name', () => {
  test('as a plan, as an edit of one, and as a price or a floor', async () => {
    const { owner } = await priced(product('p1'), product('p2', { floorFen: null }));
    expect(await push(owner, 'drop.plan', coupon('a', { amountFen: 901 }))).toEqual(
      refused('offer/below-floor', {
        ...{ name: '柔巾 p1', combination: '券 a', price: '¥39.99', floor: '¥40.00' },
      }),
    );
    expect(await push(owner, 'drop.plan', coupon('a', { amountFen: 900 }))).toEqual(applied);
    const { id: _id, showId: _show, runKind: _kind, ...plan } = coupon('a', { amountFen: 1000 });
    expect(await push(owner, 'drop.edit', { ...plan, dropId: 'a' })).toEqual(refused('offer/below-floor'));
    expect(await push(owner, 'product.reprice', { productId: 'p1', priceFen: 4899 })).toEqual(
      refused('offer/below-floor'),
    );
    expect(await push(owner, 'product.reprice', { productId: 'p1', floorFen: 4001 })).toEqual(
      refused('offer/below-floor'),
    );
    // What takes no coupons is not touched by them; taking them again is judged like a price.
    expect(await push(owner, 'product.reprice', { productId: 'p1', noCoupons: true })).toEqual(applied);
    expect(await push(owner, 'product.reprice', { productId: 'p1', priceFen: 4899 })).toEqual(applied);
    expect(await push(owner, 'product.reprice', { productId: 'p1', noCoupons: false })).toEqual(
      refused('offer/below-floor'),
    );
    expect(await push(owner, 'product.reprice', { productId: 'p2', priceFen: 4000 })).toEqual(applied);
  });

  test('a price that nobody has confirmed yet keeps no drop from being planned, and is judged when it is', async () => {
    const { hub, owner } = await priced(product('low', { priceFen: 3000 }));
    const ben = await colleague(hub);
    expect(await push(owner, 'drop.plan', coupon('a'))).toEqual(applied);
    expect(await push(ben, 'product.confirm-price', { productId: 'low', priceFen: 3000 })).toEqual(
      refused('offer/below-floor', expect.objectContaining({ combination: '券 a', floor: '¥30.00' })),
    );
  });

  test('a rehearsal’s drops are not the live run’s', async () => {
    const { owner } = await priced(product('p1'));
    expect(await push(owner, 'drop.plan', coupon('a', { amountFen: 900 }))).toEqual(applied);
    const member = { audience: { to: 'members', levels: ['L1'] } };
    expect(await push(owner, 'drop.plan', coupon('b', { ...member, runKind: 'rehearsal' }))).toEqual(applied);
    expect(await push(owner, 'drop.plan', coupon('c', member))).toEqual(
      refused('offer/below-floor', expect.objectContaining({ combination: '券 a + 券 c' })),
    );
  });

  test('when a drop is armed or fired, by a person or a key: a sheet may have brought a product since', async () => {
    const { hub, owner } = await priced();
    await push(owner, 'drop.plan', coupon('a'));
    const sheet = { showId: 'show-1', runId: 'run-1', slots: [] };
    await push(owner, 'product.import', { ...sheet, products: [product('p1', { floorFen: 4500 })] });
    const below = { ok: false, error: { code: 'offer/below-floor', params: expect.anything() } };
    expect(await giveOrder(owner, { name: 'drop.arm', dropId: 'a', revision: 0 })).toEqual(below);
    await expect(hub.services.drops.fireByKey('a', 'key-1')).rejects.toMatchObject({
      code: 'offer/below-floor',
      params: { name: '柔巾 p1', combination: '券 a', price: '¥44.00', floor: '¥45.00' },
    });
    expect((await hub.services.store.drops.get('a'))?.state).toBe('planned');
    await push(owner, 'product.reprice', { productId: 'p1', noCoupons: true });
    expect(await giveOrder(owner, { name: 'drop.arm', dropId: 'a', revision: 0 })).toMatchObject({
      ok: true,
    });
  });

  test('a price goes live as it is planned, confirmed where it has to be, and above every combination', async () => {
    const { owner } = await priced(product('p1'), product('low', { priceFen: 3000 }));
    const release = (productId: string, priceFen: number, commandId: string) => {
      const change = { kind: 'price', priceFen } as const;
      const order = { name: 'act.offer', actId: commandId, runKind: 'live', runId: 'run-1' } as const;
      return giveOrder(owner, { ...order, productId, change }, { commandId });
    };
    expect(await release('p1', 100, 'c1')).toMatchObject({ error: { code: 'product/price-changed' } });
    expect(await release('low', 3000, 'c2')).toMatchObject({ error: { code: 'price/not-confirmed' } });
    expect(await release('p1', 4900, 'c3')).toMatchObject({ ok: true });
    expect(await release('p1', 9900, 'c4')).toMatchObject({ ok: true });
  });
});

describe('[SY85] a second person', () => {
  test('confirms from another console, or with their PIN on this one; nobody their own, whatever they know', async () => {
    const { hub, owner } = await priced(product('p1'));
    const ben = await colleague(hub);
    await ask(owner, 'pinSet', { pin: '1111', current: null });
    await ask(ben, 'pinSet', { pin: '2222', current: null });
    expect(await push(owner, 'product.reprice', { productId: 'p1', priceFen: 3000 })).toEqual(applied);
    const approvalId = `op-${count}`;
    const word = { name: 'approval.confirm', input: { approvalId, priceFen: 3000 } };
    const me = (await hub.services.store.access.devices()).find(({ role }) => role === 'owner')?.personId;
    expect(await ask(owner, 'pinWord', { personId: me, pin: '1111', word })).toMatchObject({
      error: { code: 'approval/same-person' },
    });
    expect(await ask(owner, 'pinWord', { personId: 'ben', pin: '1111', word })).toMatchObject({
      error: { code: 'pin/wrong' },
    });
    expect(await ask(owner, 'pinWord', { personId: 'nobody', pin: '1111', word })).toMatchObject({
      error: { code: 'pin/not-found' },
    });
    expect((await hub.services.store.documents.get('product', 'p1'))?.priceFen).toBe(4900);
    expect(await ask(owner, 'pinWord', { personId: 'ben', pin: '2222', word })).toEqual({
      ok: true,
      value: null,
    });
    expect(await hub.services.store.documents.get('product', 'p1')).toMatchObject({
      ...{ priceFen: 3000, pricedBy: me, confirmedBy: 'ben' },
    });
    // The other way round, on two consoles.
    expect(await push(ben, 'product.reprice', { productId: 'p1', priceFen: 2900 })).toEqual(applied);
    const second = { approvalId: `op-${count}`, priceFen: 2900 };
    expect(await push(ben, 'approval.confirm', second)).toEqual(refused('approval/same-person'));
    expect(await push(owner, 'approval.confirm', second)).toEqual(applied);
    expect((await hub.services.store.documents.get('product', 'p1'))?.priceFen).toBe(2900);
  });

  test('what a coupon would take below the floor no second person lets pass', async () => {
    const { hub, owner } = await priced(product('p1'));
    const ben = await colleague(hub);
    expect(await push(owner, 'drop.plan', coupon('a', { amountFen: 900 }))).toEqual(applied);
    expect(await push(owner, 'product.reprice', { productId: 'p1', priceFen: 3000 })).toEqual(applied);
    const confirm = { approvalId: `op-${count}`, priceFen: 3000 };
    expect(await push(ben, 'approval.confirm', confirm)).toEqual(
      refused('offer/below-floor', expect.objectContaining({ combination: '券 a', price: '¥21.00' })),
    );
  });
});

describe('[SY86] stock', () => {
  test('two who change it at once both have; below what is sold or leased only when it is meant', async () => {
    const { hub, owner } = await priced(product('p1'));
    const ben = await colleague(hub);
    const results = await Promise.all([
      push(owner, 'product.stock', { productId: 'p1', delta: 5 }),
      push(ben, 'product.stock', { productId: 'p1', delta: -3 }),
    ]);
    expect(results).toEqual([applied, applied]);
    const declared = async () => (await hub.services.store.documents.get('product', 'p1'))?.stockDeclared;
    expect(await declared()).toBe(12);
    const lease = { runKind: 'live', productId: 'p1', deviceId: 'ben-desk', deviceName: '', qty: 4 } as const;
    expect(await giveOrder(owner, { name: 'lease.take', ...lease }, { commandId: 'lease-1' })).toMatchObject({
      ok: true,
    });
    await hub.services.ingestOrders({ showId: 'show-1', runKind: 'live' } as never, [
      {
        ...{ eventId: 'e1', orderId: 'o1', kind: 'paid', amountFen: 14_700, channel: 'app', shopId: 'main' },
        ...{
          buyerId: 'u1',
          at: AT,
          lines: [{ sku: 'p1', title: 'p', qty: 3, priceFen: 4900, amountFen: 14_700 }],
        },
      },
    ]);
    const less = { productId: 'p1', delta: -6 };
    expect(await push(owner, 'product.stock', less)).toEqual(
      refused('stock/short', { name: '柔巾 p1', taken: 7, declared: 6 }),
    );
    expect(await push(owner, 'product.stock', { productId: 'p1', delta: -5 })).toEqual(applied);
    expect(await push(owner, 'product.stock', { ...less, anyway: true })).toEqual(applied);
    expect(await declared()).toBe(1);
    expect(await push(owner, 'product.stock', { ...less, anyway: true })).toEqual(refused('stock/negative'));
  });
});
