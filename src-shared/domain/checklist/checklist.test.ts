import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import { newProduct, newSlot, showWithSlots } from '../../sync/documents-fixture.ts';
import { dropSchema } from '../drop/drop.schema.ts';
import type { PlatformOffer } from '../platform/platform.schema.ts';
import { checkIds } from './check-id.ts';
import { checklist } from './checklist.ts';
import type { ChecklistFacts } from './checklist-facts.ts';

const never = (check: string, error: unknown) => {
  throw new AppError('app/unexpected', { check, error: String(error) });
};

async function facts(changes: Partial<ChecklistFacts> = {}): Promise<ChecklistFacts> {
  const w = await showWithSlots(2);
  const run = await w.reader.get('run', 'run-1');
  const show = await w.reader.get('show', 'show-1');
  if (!run || !show) throw new Error('no show');
  const products = (await w.reader.list('product', 'show-1')).map((product) => ({
    ...{ ...product, points: ['软'], sku: product.sku ?? product.id },
  }));
  const slots = (await w.reader.list('slot', 'run-1')).map((slot) => ({ ...slot, plannedSec: 60 }));
  const offers = new Map<string, PlatformOffer>(
    products.map(({ id, priceFen, stockDeclared }) => [id, { priceFen, shelf: 'on', stock: stockDeclared }]),
  );
  return {
    ...{ show, run, slots, products, drops: [], platformWaiting: false, pendingIds: [], refusedCount: 0 },
    platform: { name: 'house', good: true, reason: null, offers },
    hub: {
      ...{ online: true, trouble: null, own: true, skewMs: 10 },
      condition: { freeBytes: 2 ** 40, backupAt: null },
    },
    ...{ deskFreeBytes: 2 ** 40, host: { open: false, viewers: 0 }, nowMs: 0 },
    ...changes,
  };
}
const found = (all: ReturnType<typeof checklist>) =>
  all.flatMap(({ check, findings }) => findings.map(({ code, level }) => `${check} ${code} ${level}`));

describe('the checklist', () => {
  test('looks at everything, and a show that is as it should be passes', async () => {
    const results = checklist(await facts(), never);
    expect(results.map(({ check }) => check)).toEqual(checkIds);
    expect(found(results)).toEqual([]);
  });

  test('what cannot be looked at is a warning that says so, not an error', async () => {
    const away = await facts();
    const results = checklist(
      {
        ...{ ...away, platform: null, deskFreeBytes: null },
        hub: { ...away.hub, online: false, skewMs: null, condition: null },
      },
      never,
    );
    expect(found(results)).toEqual([
      ...[
        'platform unchecked warning',
        'platform-price unchecked warning',
        'platform-stock unchecked warning',
      ],
      ...[
        'hub hub-away warning',
        'backup unchecked warning',
        'clock unchecked warning',
        'disk unchecked warning',
      ],
    ]);
  });

  test('a check that breaks hides no other', async () => {
    const base = await facts();
    const broken = { ...base, hub: { ...base.hub, trouble: 'hub/storage' } };
    Object.defineProperty(broken, 'drops', {
      get() {
        throw new Error('broken');
      },
    });
    const failed: string[] = [];
    const results = checklist(broken, (check) => failed.push(check));
    expect(failed).toContain('drops');
    expect(found(results)).toContain('drops unchecked warning');
    expect(found(results)).toContain('hub hub-trouble warning');
  });

  test('a platform that sells at another price, or more than there is, keeps the show from going live', async () => {
    const base = await facts();
    const [first] = base.products;
    if (!first || !base.platform) throw new Error('no product');
    const offer = { priceFen: first.priceFen, shelf: 'on', stock: 10 } as const;
    const withOffer = (changes: Partial<PlatformOffer>, declared: number | null = 10) => ({
      ...base,
      products: base.products.map((one) => (one.id === first.id ? { ...one, stockDeclared: declared } : one)),
      platform: {
        ...{ name: 'house', good: true, reason: null },
        offers: new Map([...(base.platform?.offers ?? []), [first.id, { ...offer, ...changes }]]),
      },
    });
    const of = (input: ChecklistFacts) => found(checklist(input, never));
    expect(of(withOffer({}))).toEqual([]);
    expect(of(withOffer({ priceFen: (first.priceFen + 1) as PlatformOffer['priceFen'] }))).toEqual([
      'platform-price price-differs error',
    ]);
    expect(of(withOffer({ stock: 11 }))).toEqual(['platform-stock stock-above-declared error']);
    expect(of(withOffer({ stock: 9 }))).toEqual(['platform-stock stock-below-declared warning']);
    expect(of(withOffer({ stock: 99 }, null))).toEqual([]);
    expect(of(withOffer({ shelf: 'off' }))).toEqual(['platform-stock shelf-off warning']);
  });

  test('plans: below the floor, without words, number or minutes, and drops that cannot be meant', async () => {
    const base = await facts();
    const drop = (changes: object) =>
      dropSchema.parse({
        ...{ id: 'd1', showId: 'show-1', runKind: 'live', title: '券', quota: 5, perBuyer: 1, openSec: 60 },
        ...{ createdAt: '2026-06-18T11:00:00.000Z', ...changes },
      });
    const [first] = base.products;
    if (!first) throw new Error('no product');
    const bad = {
      ...{ ...first, priceFen: 0, floorFen: 100, confirmedBy: null, points: [' '], sku: null },
    } as typeof first;
    const results = checklist(
      {
        ...base,
        products: [bad, ...base.products.slice(1)],
        slots: base.slots.map((slot, at) => (at === 0 ? { ...slot, plannedSec: 0 } : slot)),
        platform: null,
        platformWaiting: true,
        drops: [
          drop({ id: 'd1', kind: 'coupon', amountFen: 100, thresholdFen: 100_000_000 }),
          drop({ id: 'd2', kind: 'flash-price', productId: 'gone', priceFen: 1 }),
        ],
      },
      never,
    );
    expect(found(results)).toEqual(
      expect.arrayContaining([
        ...['floor below-floor error', 'details no-points warning', 'details no-sku warning'],
        ...['details no-price warning', 'timing no-duration warning'],
        ...['drops drop-unusable warning', 'drops drop-no-product error'],
      ]),
    );
    expect(results.find(({ check }) => check === 'platform-price')).toMatchObject({
      waiting: true,
      level: 'ok',
    });
  });

  test('a slot that is left out of the run is asked nothing of', async () => {
    const base = await facts();
    const products = base.products.map((one) => ({ ...one, floorFen: 1_000_000, confirmedBy: null }));
    const skipped = base.slots.map((slot) => ({ ...slot, state: 'skipped' as const }));
    expect(found(checklist({ ...base, products: products as never, slots: skipped }, never))).toEqual([
      'rundown no-slots warning',
    ]);
  });
});

describe('a live run that starts', () => {
  const lowPrice = async () => {
    const w = await showWithSlots(1);
    await w.run('product.import', {
      ...{ showId: 'show-1', runId: 'run-1' },
      products: [{ ...newProduct('low'), priceFen: 100, floorFen: 200 }],
      slots: [newSlot('slot-low', 'low')],
    });
    return w;
  };
  const failed = expect.objectContaining({ code: 'run/checks-failed' });

  test('is refused while a price below its floor waits for a second person, by button and by take', async () => {
    const w = await lowPrice();
    await expect(w.run('run.start', { runId: 'run-1' })).rejects.toEqual(failed);
    await expect(w.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' })).rejects.toEqual(failed);
    await w.run('product.confirm-price', { productId: 'low', priceFen: 100 }, { personId: 'ben' });
    await w.run('run.start', { runId: 'run-1' });
  });

  test('goes on without that slot; a rehearsal and a program by REST are asked nothing', async () => {
    const w = await lowPrice();
    await w.run('run.create', { id: 'run-2', showId: 'show-1', kind: 'rehearsal' });
    await w.run('run.start', { runId: 'run-2' });
    await w.run('run.end', { runId: 'run-2' });
    await w.run('rundown.skip', { slotId: 'slot-low', skipped: true });
    await w.run('run.start', { runId: 'run-1', warningsAccepted: ['details'], reason: '主播口述' });
    expect(await w.reader.get('run', 'run-1')).toMatchObject({
      startChecks: { warnings: ['details'], reason: '主播口述' },
    });
    const other = await lowPrice();
    await other.run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' }, { role: 'integrator' });
  });

  test('accepts no warning without a reason', async () => {
    const w = await showWithSlots(1);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('', ' ', '\t'), async (reason) => {
        await expect(
          w.run('run.start', { runId: 'run-1', warningsAccepted: ['hub'], reason }),
        ).rejects.toEqual(expect.objectContaining({ code: 'request/invalid' }));
      }),
    );
    await w.run('run.start', { runId: 'run-1' });
    expect(await w.reader.get('run', 'run-1')).toMatchObject({ startChecks: null });
  });
});
