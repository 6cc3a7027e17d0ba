import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { fen } from '../money.ts';
import { defaultPolicy } from '../policy/policy.schema.ts';
import { needsSecondPerson } from '../product/product.schema.ts';
import { reasonsForSecondPerson } from './second-person.ts';

const refusal = (code: string) => expect.objectContaining({ code });
const ben = { personId: 'ben' };
type World = Awaited<ReturnType<typeof showWithSlots>>;
const productOf = async (w: World) => {
  const product = await w.reader.get('product', 'product-1');
  if (!product) throw new Error('no product');
  return product;
};
const requests = (w: World) => w.reader.list('approval', 'show-1');
const asks = (w: World, changes: object, who = {}) =>
  w.run('product.reprice', { productId: 'product-1', ...changes } as never, who);
async function waiting(w: World) {
  const one = (await requests(w)).find(({ state }) => state === 'waiting');
  if (!one) throw new Error('nothing waits');
  return one;
}

describe('a change beyond what one person may do', () => {
  test.each([
    [{ priceFen: 3999 }, ['below-floor']],
    [{ priceFen: 3000 }, ['below-floor', 'beyond-share']],
    [{ priceFen: 6400 }, ['beyond-share']],
    [{ floorFen: 3000 }, ['floor-lowered']],
    [{ floorFen: null }, ['floor-lowered']],
    [{ priceFen: 3500, floorFen: 3400 }, ['floor-lowered']],
  ])('%o waits for a second person; the price stays', async (changes, reasons) => {
    const w = await showWithSlots(1);
    const before = await productOf(w);
    await asks(w, { ...changes, byName: 'Amy' });
    expect(await productOf(w)).toEqual(before);
    expect(await waiting(w)).toMatchObject({
      ...{ productId: 'product-1', reasons, askedBy: 'amy', askedName: 'Amy' },
      ...{ fromPriceFen: 4900, fromFloorFen: 4000, ...changes },
    });
  });

  test.each([{ priceFen: 4000 }, { priceFen: 6300 }, { floorFen: 4900 }, { listFen: 1 }])(
    '%o one person does alone',
    async (changes) => {
      const w = await showWithSlots(1);
      await asks(w, changes);
      expect(await requests(w)).toEqual([]);
      expect(await productOf(w)).toMatchObject(changes);
    },
  );

  test('many small steps are one large one', async () => {
    const w = await showWithSlots(1);
    await asks(w, { priceFen: 6000 });
    await asks(w, { priceFen: 6300 });
    await asks(w, { priceFen: 6400 });
    expect((await productOf(w)).priceFen).toBe(6300);
    expect((await waiting(w)).reasons).toEqual(['beyond-share']);
    await w.run('approval.confirm', { approvalId: (await waiting(w)).id, priceFen: 6400 }, ben);
    // Two have seen it: the share counts from there.
    await asks(w, { priceFen: 8000 });
    expect((await productOf(w)).priceFen).toBe(8000);
  });

  test('below the least margin, where the cost is known', async () => {
    const w = await showWithSlots(1);
    await asks(w, { costFen: 4800 });
    await asks(w, { priceFen: 4800 });
    expect((await productOf(w)).priceFen).toBe(4800);
    await asks(w, { priceFen: 4799 });
    expect((await waiting(w)).reasons).toEqual(['below-margin']);
  });

  test('what is changed besides is done at once', async () => {
    const w = await showWithSlots(1);
    await asks(w, { priceFen: 3000, stockDeclared: 7 });
    expect(await productOf(w)).toMatchObject({ priceFen: 4900, stockDeclared: 7 });
  });
});

describe('the second person', () => {
  test('confirms what was asked for: nobody their own, and only what they have seen', async () => {
    const w = await showWithSlots(1);
    await asks(w, { priceFen: 3000 });
    const { id: approvalId } = await waiting(w);
    const confirm = { approvalId, priceFen: 3000 };
    await expect(w.run('approval.confirm', confirm)).rejects.toEqual(refusal('approval/same-person'));
    await expect(w.run('approval.confirm', { ...confirm, priceFen: 2999 }, ben)).rejects.toEqual(
      refusal('product/price-changed'),
    );
    await expect(w.run('approval.confirm', confirm, { ...ben, role: 'community' })).rejects.toEqual(
      refusal('auth/role'),
    );
    await w.run('approval.confirm', confirm, ben);
    const product = await productOf(w);
    expect(product).toMatchObject({ priceFen: 3000, pricedBy: 'amy', confirmedBy: 'ben', anchorFen: 3000 });
    expect(needsSecondPerson(product)).toBe(false);
    await expect(w.run('approval.confirm', confirm, ben)).rejects.toEqual(refusal('approval/settled'));
    expect((await requests(w))[0]).toMatchObject({ state: 'confirmed', settledBy: 'ben' });
  });

  test('refuses; who asked takes it back', async () => {
    const w = await showWithSlots(1);
    await asks(w, { priceFen: 3000 });
    await w.run('approval.refuse', { approvalId: (await waiting(w)).id }, ben);
    await asks(w, { priceFen: 3100 });
    await w.run('approval.refuse', { approvalId: (await waiting(w)).id });
    expect((await requests(w)).map(({ state }) => state)).toEqual(['refused', 'withdrawn']);
    expect((await productOf(w)).priceFen).toBe(4900);
  });

  test('one request waits for a product: a newer one, or another price, takes its place', async () => {
    const w = await showWithSlots(1);
    await asks(w, { priceFen: 3000 });
    await asks(w, { priceFen: 2900 }, ben);
    await asks(w, { priceFen: 2800 }, ben);
    await asks(w, { priceFen: 4800 });
    expect((await requests(w)).map(({ state }) => state)).toEqual(['outdated', 'withdrawn', 'outdated']);
    await expect(
      w.run('approval.confirm', { approvalId: (await requests(w))[2]?.id ?? '', priceFen: 2800 }),
    ).rejects.toEqual(refusal('approval/settled'));
  });
});

test('one person alone never gets a price below the floor or further than the share from where two left it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          priceFen: fc.integer({ min: 1, max: 9000 }),
          floorFen: fc.option(fc.integer({ min: 1, max: 9000 }), { nil: undefined }),
        }),
        { maxLength: 8 },
      ),
      async (steps) => {
        const w = await showWithSlots(1);
        for (const { priceFen, floorFen } of steps)
          await asks(w, { priceFen, ...(floorFen === undefined ? {} : { floorFen }) });
        const { priceFen, floorFen } = await productOf(w);
        expect(priceFen).toBeGreaterThanOrEqual(4000);
        expect(floorFen).toBeGreaterThanOrEqual(4000);
        expect(Math.abs(priceFen - 4900) / 4900).toBeLessThanOrEqual(0.3);
      },
    ),
    { numRuns: 100 },
  );
});

test('the reasons hang on nothing but price, floor, anchor and margin', () => {
  const product = { priceFen: fen(4900), floorFen: null, commissionBp: null };
  expect(reasonsForSecondPerson(product, {}, defaultPolicy)).toEqual([]);
  expect(reasonsForSecondPerson({ ...product, priceFen: fen(0) }, { priceFen: 9900 }, defaultPolicy)).toEqual(
    [],
  );
});
