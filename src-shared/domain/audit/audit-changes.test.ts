import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeOf, MASK } from './audit-changes.ts';

const of = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  changeOf({ kind: 'product', id: 'p', name: '柔巾', before, after }, (id) =>
    id === 'slot-1' ? '浴巾' : null,
  );

describe('what an op has changed', () => {
  test('only what differs, with things by their names', () => {
    expect(
      of(
        { id: 'p', priceFen: 4900, points: ['a'], armedSlotId: null, orderKey: 'a0' },
        { id: 'p', priceFen: 4500, points: ['a'], armedSlotId: 'slot-1', orderKey: 'a1' },
      )?.fields,
    ).toEqual([
      { field: 'priceFen', before: 4900, after: 4500 },
      { field: 'armedSlotId', before: null, after: '浴巾' },
    ]);
    expect(of({ id: 'p', orderKey: 'a' }, { id: 'p', orderKey: 'b' })).toBeNull();
  });

  test('made and removed ones too', () => {
    expect(of(null, { id: 'p', title: '券' })).toMatchObject({
      ...{ was: 'made', fields: [{ field: 'title', before: null, after: '券' }] },
    });
    expect(of({ id: 'p', title: '券' }, null)).toMatchObject({ was: 'removed' });
  });

  test('no buyer’s name or number, however deep', () => {
    const change = of(null, {
      buyerName: '王小明',
      customer: { phone: '138' },
      list: [{ userName: '王小明' }],
    });
    expect(JSON.stringify(change)).not.toMatch(/王小明|138/);
    expect(change?.fields[0]?.after).toBe(MASK);
  });

  test('a change says nothing where nothing differs, and is always readable', () => {
    expect(of({}, { valueOf: {}, toString: 'x' })?.fields).toEqual([
      { field: 'valueOf', before: null, after: '{}' },
      { field: 'toString', before: null, after: 'x' },
    ]);
    const documents = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.jsonValue());
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        expect(of(before, before)).toBeNull();
        for (const { before: was, after: is } of of(before, after)?.fields ?? [])
          for (const value of [was, is]) {
            expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true);
            expect(String(value).length).toBeLessThanOrEqual(160);
          }
      }),
    );
  });
});
