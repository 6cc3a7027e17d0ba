import { describe, expect, test } from 'vitest';
import { newProduct, newShow, newSlot, showWithSlots } from '../../sync/documents-fixture.ts';
import { inOrder } from '../rundown/rundown.order.ts';
import { needsSecondPerson } from './product.schema.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const ben = { personId: 'ben' };

/** As a sheet brings it: a price below its floor of 40.00. */
async function lowPriced(
  w: Awaited<ReturnType<typeof showWithSlots>>,
  who: { personId?: string } = {},
  priceFen = 3000,
): Promise<void> {
  const products = [{ ...newProduct('product-1'), priceFen }];
  await w.run('product.import', { showId: 'show-1', runId: 'run-1', products, slots: [] }, who);
}

async function productOf(w: Awaited<ReturnType<typeof showWithSlots>>, id = 'product-1') {
  const product = await w.reader.get('product', id);
  if (!product) throw new Error('no product');
  return product;
}

describe('product import', () => {
  test('all rows at once: products of the show and slots behind what stands there, in the sheet’s order', async () => {
    const w = await showWithSlots(2);
    await w.run('product.import', {
      showId: 'show-1',
      runId: 'run-1',
      products: [newProduct('new-a'), newProduct('new-b')],
      slots: [newSlot('s-b', 'new-b'), newSlot('s-a', 'new-a'), newSlot('s-b2', 'new-b')],
    });
    const slots = inOrder(await w.reader.list('slot', 'run-1'));
    expect(slots.map((slot) => slot.id)).toEqual(['slot-1', 'slot-2', 's-b', 's-a', 's-b2']);
    expect(slots.at(-1)).toMatchObject({ state: 'waiting', takenAt: null, airedSec: 0, productId: 'new-b' });
    expect(await productOf(w, 'new-a')).toMatchObject({
      showId: 'show-1',
      pricedBy: 'amy',
      confirmedBy: null,
    });
  });

  test('a slot of an unknown product refuses the whole sheet', async () => {
    const w = await showWithSlots(1);
    const before = w.dump();
    await expect(
      w.run('product.import', {
        showId: 'show-1',
        runId: 'run-1',
        products: [newProduct('new-a')],
        slots: [newSlot('s-a', 'new-a'), newSlot('s-x', 'gone')],
      }),
    ).rejects.toEqual(refusal('product/not-found'));
    expect(w.dump()).toEqual(before);
  });

  test('the run must be of that show', async () => {
    const w = await showWithSlots(0);
    await w.run('show.create', newShow('show-2'));
    const sheet = { runId: 'run-1', products: [], slots: [] };
    await expect(w.run('product.import', { ...sheet, showId: 'show-2' })).rejects.toEqual(
      refusal('run/not-found'),
    );
    await expect(w.run('product.import', { ...sheet, showId: 'gone' })).rejects.toEqual(
      refusal('show/not-found'),
    );
  });

  test('who imports an old price again takes its confirmation back', async () => {
    const w = await showWithSlots(1);
    await lowPriced(w);
    await w.run('product.confirm-price', { productId: 'product-1', priceFen: 3000 }, ben);
    await w.run(
      'product.import',
      {
        showId: 'show-1',
        runId: 'run-1',
        products: [{ ...newProduct('product-1'), priceFen: 3000 }],
        slots: [],
      },
      ben,
    );
    expect(await productOf(w)).toMatchObject({ pricedBy: 'ben', confirmedBy: null });
  });
});

describe('a price below its floor needs a second person', () => {
  test('only below: at the floor, above it or without one nobody is needed', async () => {
    const w = await showWithSlots(1);
    const product = await productOf(w);
    const priced = (priceFen: number, floorFen: number | null) =>
      needsSecondPerson({ ...product, ...({ priceFen, floorFen } as typeof product), confirmedBy: null });
    expect([priced(3999, 4000), priced(4000, 4000), priced(4001, 4000), priced(1, null)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('who set the price cannot confirm it', async () => {
    const w = await showWithSlots(1);
    await lowPriced(w, ben);
    const confirm = { productId: 'product-1', priceFen: 3000 };
    await expect(w.run('product.confirm-price', confirm, ben)).rejects.toEqual(
      refusal('product/same-person'),
    );
    await w.run('product.confirm-price', confirm);
    const product = await productOf(w);
    expect(product.confirmedBy).toBe('amy');
    expect(needsSecondPerson(product)).toBe(false);
  });

  test('what is confirmed is the price that was seen', async () => {
    const w = await showWithSlots(1);
    await lowPriced(w);
    await lowPriced(w, {}, 300);
    await expect(
      w.run('product.confirm-price', { productId: 'product-1', priceFen: 3000 }, ben),
    ).rejects.toEqual(refusal('product/price-changed'));
    expect((await productOf(w)).confirmedBy).toBeNull();
  });

  test.each([{ floorFen: 4500 }])('a new price or floor (%o) takes the confirmation back', async (change) => {
    const w = await showWithSlots(1);
    await lowPriced(w);
    await w.run('product.confirm-price', { productId: 'product-1', priceFen: 3000 }, ben);
    await w.run('product.reprice', { productId: 'product-1', ...change }, ben);
    expect(await productOf(w)).toMatchObject({ confirmedBy: null, pricedBy: 'ben' });
  });

  test('other changes leave price and confirmation alone', async () => {
    const w = await showWithSlots(1);
    await lowPriced(w);
    await w.run('product.confirm-price', { productId: 'product-1', priceFen: 3000 }, ben);
    await w.run('product.reprice', { productId: 'product-1', stockDeclared: null, listFen: 8800 }, ben);
    expect(await productOf(w)).toMatchObject({
      priceFen: 3000,
      confirmedBy: 'ben',
      pricedBy: 'amy',
      stockDeclared: null,
      listFen: 8800,
    });
  });

  test('a product that is not there is said so', async () => {
    const w = await showWithSlots(0);
    const missing = refusal('product/not-found');
    await expect(w.run('product.reprice', { productId: 'gone', priceFen: 1 })).rejects.toEqual(missing);
    await expect(w.run('product.confirm-price', { productId: 'gone', priceFen: 1 })).rejects.toEqual(missing);
  });
});
