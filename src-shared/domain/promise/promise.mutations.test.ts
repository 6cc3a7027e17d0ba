import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showWithSlots } from '../../sync/documents-fixture.ts';
import { openInput } from '../mutations.ts';
import { promiseSchema } from './promise.schema.ts';
import { inPromiseOrder, isOverdue } from './promise-list.ts';

const made = (id: string, text = '送浴巾一条') => ({
  ...{ id, showId: 'show-1', runKind: 'live' as const, kind: 'gift' as const, text },
  ...{ buyerName: '王小明', buyerId: 'u1', productId: 'product-1', sinceSec: 72 },
});
const refusal = (code: string) => expect.objectContaining({ code });

describe('promises', () => {
  test('are noted, given to somebody with a day, and kept', async () => {
    const w = await showWithSlots(1);
    await w.run('promise.note', made('p1'));
    expect(await w.reader.get('promise', 'p1')).toMatchObject({
      ...{ state: 'open', owner: null, sinceSec: 72, madeBy: 'amy', madeAt: w.nowIso() },
    });
    const owner = { personId: 'ben', name: '小本' };
    await w.run('promise.edit', { promiseId: 'p1', owner, dueAt: w.nowIso() });
    await w.run('promise.settle', { promiseId: 'p1', state: 'done', note: '已寄出' }, { personId: 'ben' });
    expect(await w.reader.get('promise', 'p1')).toMatchObject({
      ...{ state: 'done', owner, note: '已寄出', settledBy: 'ben', settledAt: w.nowIso() },
    });
  });

  test('settled twice alike is once; otherwise the first one stands until it is taken up again', async () => {
    const w = await showWithSlots(1);
    await w.run('promise.note', made('p1'));
    await w.run('promise.settle', { promiseId: 'p1', state: 'done', note: '' });
    await w.run('promise.settle', { promiseId: 'p1', state: 'done', note: '又一次' });
    expect(await w.reader.get('promise', 'p1')).toMatchObject({ note: '' });
    await expect(w.run('promise.settle', { promiseId: 'p1', state: 'dropped', note: '' })).rejects.toEqual(
      refusal('promise/settled'),
    );
    await expect(w.run('promise.edit', { promiseId: 'p1', text: '别的' })).rejects.toEqual(
      refusal('promise/settled'),
    );
    await w.run('promise.settle', { promiseId: 'p1', state: 'open', note: '' });
    expect(await w.reader.get('promise', 'p1')).toMatchObject({ state: 'open', settledAt: null });
  });

  test('not by those who only look; what is not there is said so', async () => {
    const w = await showWithSlots(1);
    await expect(w.run('promise.note', made('p1'), { role: 'host' })).rejects.toEqual(refusal('auth/role'));
    await expect(w.run('promise.edit', { promiseId: 'gone' })).rejects.toEqual(refusal('promise/not-found'));
    await expect(w.run('promise.note', { ...made('p1'), showId: 'gone' })).rejects.toEqual(
      refusal('show/not-found'),
    );
  });

  test('a buyer’s name lies in the open nowhere', () => {
    expect(JSON.stringify(openInput('promise.note', made('p1')))).not.toMatch(/王小明|u1/);
    expect(JSON.stringify(openInput('promise.edit', { promiseId: 'p1', buyerName: '王小明' }))).not.toMatch(
      /王小明/,
    );
  });

  test('open ones come first, the soonest due before the others', () => {
    const time = fc.integer({ min: 0, max: 9 }).map((n) => `2026-06-18T1${n}:00:00.000Z`);
    const promise = fc.record({
      state: fc.constantFrom('open', 'done', 'dropped'),
      dueAt: fc.option(time),
      madeAt: time,
    });
    fc.assert(
      fc.property(fc.array(promise), (parts) => {
        const all = parts.map((part, at) =>
          promiseSchema.parse({
            ...{ ...made(`p${at}`), madeBy: 'amy', owner: null, note: '', settledBy: null },
            ...{ settledAt: part.state === 'open' ? null : part.madeAt, ...part },
          }),
        );
        const ordered = inPromiseOrder(all);
        expect(ordered).toHaveLength(all.length);
        const open = ordered.filter(({ state }) => state === 'open');
        expect(ordered.slice(0, open.length)).toEqual(open);
        const days = open.map(({ dueAt }) => dueAt ?? '9');
        expect(days).toEqual([...days].sort());
      }),
    );
    expect(
      isOverdue({ state: 'open', dueAt: '2026-06-18T10:00:00Z' }, Date.parse('2026-06-18T10:00:01Z')),
    ).toBe(true);
    expect(isOverdue({ state: 'done', dueAt: '2026-06-18T10:00:00Z' }, Date.parse('2027-01-01'))).toBe(false);
  });
});
