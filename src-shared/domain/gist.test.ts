import { describe, expect, test } from 'vitest';
import { newProduct, newShow, newSlot, showWithSlots } from '../sync/documents-fixture.ts';
import { emptyGist, gistOf, gistSchema } from './gist.ts';

describe('what an op is about', () => {
  test('a move is told by the product’s name and the place it was given', async () => {
    const { reader } = await showWithSlots(4);
    const move = (slotId: string, afterSlotId: string | null) =>
      gistOf('rundown.move', { slotId, afterSlotId }, reader);
    expect(await move('slot-3', null)).toEqual({
      about: ['slot-3'],
      showId: 'show-1',
      facts: { name: '柔巾 product-3', place: 1 },
    });
    expect((await move('slot-1', 'slot-3')).facts['place']).toBe(3);
    expect((await move('slot-4', 'slot-1')).facts['place']).toBe(2);
    expect((await move('slot-4', 'gone')).facts).toEqual({ name: '柔巾 product-4' });
  });

  test('a price change holds what was changed and nothing else', async () => {
    const { reader } = await showWithSlots(1);
    const { facts } = await gistOf(
      'product.reprice',
      { productId: 'product-1', priceFen: 100, floorFen: null },
      reader,
    );
    expect(facts).toEqual({ name: '柔巾 product-1', currency: 'CNY', priceFen: 100, floorFen: null });
  });

  test('going back names what was on air before', async () => {
    const { reader, run } = await showWithSlots(2);
    await run('rundown.take', { runId: 'run-1', from: null, to: 'slot-1' });
    await run('rundown.take', { runId: 'run-1', from: 'slot-1', to: 'slot-2' });
    expect(await gistOf('rundown.back', { runId: 'run-1', from: 'slot-2' }, reader)).toEqual({
      about: ['slot-1', 'run-1'],
      showId: 'show-1',
      facts: { name: '柔巾 product-1' },
    });
  });

  test('an import is told by its counts: no robot’s address is in it', async () => {
    const { reader } = await showWithSlots(0);
    const group = { id: 'g', name: '一群', owner: '小李', platform: 'wechat', size: 3, tags: [], brand: '' };
    const told = await gistOf(
      'group.import',
      { groups: [{ ...group, robotUrl: 'https://x/secret' }] },
      reader,
    );
    expect(told).toEqual({ about: [], showId: null, facts: { groups: 1 } });
    const products = await gistOf(
      'product.import',
      { showId: 'show-1', runId: 'run-1', products: [newProduct('p')], slots: [newSlot('s', 'p')] },
      reader,
    );
    expect(products.facts).toEqual({ title: '618', products: 1, slots: 1 });
  });

  test('an announcement without a title is called by how it begins', async () => {
    const { reader } = await showWithSlots(0);
    const post = { id: 'p', showId: 'show-1', title: ' ', text: '今晚七点\n见', productId: null, tags: [] };
    expect((await gistOf('post.save', post, reader)).facts).toEqual({ title: '今晚七点' });
  });

  test('what is not known, or of another version, has an empty one and never throws', async () => {
    const { reader } = await showWithSlots(0);
    expect(await gistOf('rundown.explode', {}, reader)).toEqual(emptyGist);
    expect(await gistOf('rundown.take', null, reader)).toEqual(emptyGist);
    expect(gistSchema.parse(await gistOf('show.create', newShow('s'), reader)).facts).toEqual({
      title: '618',
    });
    expect(await gistOf('rundown.plan', { slotId: 'gone', plannedSec: 60 }, reader)).toEqual({
      about: ['gone'],
      showId: null,
      facts: { plannedSec: 60 },
    });
  });
});
