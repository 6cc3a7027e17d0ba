import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { chunkOf, digestLine } from './digest.ts';

describe('canonical JSON', () => {
  test('is the same for the same content', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  });

  test('says what plain JSON says, whatever order the keys came in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

/** How ops were hashed before there was a quicker way: what is recorded must stay the same text. */
function asBefore(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

describe('canonical JSON of before', () => {
  const key = fc.oneof(fc.string(), fc.nat(20).map(String), fc.constantFrom('01', '-1', '1.5', '4294967295'));
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.jsonValue(),
      fc.constant(undefined),
      fc.dictionary(key, tie('value')),
    ),
  })).value;

  test('is the same text', () => {
    fc.assert(
      fc.property(fc.dictionary(key, anything), (value) => {
        expect(canonicalJson(value)).toBe(asBefore(value));
      }),
    );
  });

  test('also for dates and the like', () => {
    const value = { at: new Date(0), list: [undefined, () => 1, Number.NaN], gone: undefined };
    expect(canonicalJson(value)).toBe(asBefore(value));
  });
});

describe('[SY38] a digest', () => {
  test('takes chunks of a thousand seqs', () => {
    expect([1, 1000, 1001, 2000, 2001].map(chunkOf)).toEqual([0, 0, 1, 1, 2]);
  });

  test('tells a document by its seq, place and content, not by the order of its fields', () => {
    const one = { seq: 7, kind: 'slot', id: 's', parentId: 'r', document: { id: 's', remark: '' } };
    const line = digestLine(one);
    expect(line).toBe('[7,"slot","s","r",{"id":"s","remark":""}]\n');
    expect(digestLine({ ...one, document: { remark: '', id: 's' } })).toBe(line);
    for (const changed of [{ seq: 8 }, { parentId: 'x' }, { document: { id: 's', remark: '!' } }])
      expect(digestLine({ ...one, ...changed })).not.toBe(line);
  });
});

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, part]) => [key, reversed(part)]));
}
