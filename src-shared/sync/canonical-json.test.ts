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
