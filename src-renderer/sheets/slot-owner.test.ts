import { expect, test } from 'vitest';
import { productPreview, productRow } from './sheet-fixture.ts';
import { valueRow } from './slot-owner.ts';

test('a slot shows its product’s values, and its own type, minutes and remark', () => {
  const first = productRow(4);
  const slot = productRow(9, { becomes: 'slot', productRowKey: '1:4' });
  const preview = productPreview({ rows: [first, slot] });
  expect(valueRow(preview, slot, 'price')).toBe(first);
  expect(valueRow(preview, slot, 'minutes')).toBe(slot);
  expect(valueRow(preview, first, 'price')).toBe(first);
});
