import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TillProduct } from '#shared/contract/till.ts';
import { fen } from '#shared/domain/money.ts';
import type { ProductId } from '#shared/sync/ids.ts';
import { addProblem, type Basket, priced, qtyIn, withOneMore, without, withQty } from './basket.ts';

const product = (id: string, change: Partial<TillProduct> = {}): TillProduct => ({
  productId: id as ProductId,
  sku: id,
  name: id,
  spec: '',
  shopId: 'main',
  priceFen: fen(4900),
  listFen: null,
  needsSecondPerson: false,
  left: 3,
  held: 0,
  free: null,
  pending: false,
  ...change,
});

describe('the basket', () => {
  it('holds a product once and adds up to the fen', () => {
    const basket = withOneMore(withOneMore(withOneMore([], 'a'), 'b'), 'a');
    const sum = priced(basket, { products: [product('a'), product('b', { priceFen: fen(1) })] });
    expect(basket).toEqual([
      { productId: 'a', qty: 2 },
      { productId: 'b', qty: 1 },
    ]);
    expect(sum).toMatchObject({ pieces: 3, totalFen: 9801, canSell: true });
  });

  it('takes no more than this till has, and with the hub there what it can still lease', () => {
    const three: Basket = [{ productId: 'a', qty: 3 }];
    expect(addProblem(three, product('a'))).toBe('none-left');
    expect(addProblem(three, product('a', { free: 5 }))).toBeNull();
    expect(addProblem(three, product('a', { free: -2 }))).toBe('none-left');
    expect(addProblem(three, product('a', { left: null }))).toBeNull();
    expect(addProblem([], product('a', { needsSecondPerson: true }))).toBe('needs-second-person');
    expect(addProblem([], undefined)).toBe('gone');
    expect(qtyIn(withQty(three, product('a', { free: 2 }), 99), 'a')).toBe(5);
  });

  it('does not sell what was taken away meanwhile', () => {
    const basket: Basket = [{ productId: 'a', qty: 3 }];
    expect(priced(basket, { products: [product('a', { left: 2 })] })).toMatchObject({ canSell: false });
    expect(priced(basket, { products: [] })).toMatchObject({ gone: 1, canSell: false });
    expect(priced([], { products: [] }).canSell).toBe(false);
  });

  it('never has an empty line, and never more than can be sold, whatever is pressed', () => {
    const press = fc.tuple(fc.constantFrom('more', 'set', 'out'), fc.constantFrom('a', 'b'), fc.integer());
    fc.assert(
      fc.property(fc.array(press), (presses) => {
        const products = [product('a'), product('b', { left: 2, free: 4 })];
        let basket: Basket = [];
        for (const [what, id, qty] of presses) {
          const of = products.find(({ productId }) => productId === id);
          if (!of) continue;
          if (what === 'more' && addProblem(basket, of) === null) basket = withOneMore(basket, id);
          if (what === 'set') basket = withQty(basket, of, qty);
          if (what === 'out') basket = without(basket, id);
        }
        expect(qtyIn(basket, 'a')).toBeLessThanOrEqual(3);
        expect(qtyIn(basket, 'b')).toBeLessThanOrEqual(6);
        for (const { qty } of basket) expect(qty).toBeGreaterThan(0);
        expect(new Set(basket.map(({ productId }) => productId)).size).toBe(basket.length);
      }),
    );
  });
});
