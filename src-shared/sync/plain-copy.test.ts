import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainCopy } from './plain-copy.ts';

test('a copy is what structuredClone makes of plain data, and shares nothing with it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = plainCopy(value);
      expect(copy).toEqual(structuredClone(value));
      if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value);
    }),
  );
  const inner = { list: [{ a: 1 }], none: undefined };
  const copy = plainCopy({ inner });
  inner.list[0] = { a: 2 };
  expect(copy).toEqual({ inner: { list: [{ a: 1 }], none: undefined } });
  expect(Object.keys(copy.inner)).toEqual(['list', 'none']);
});
