import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { parseJson, parseNdjson, readBytes } from './read-body.ts';
import { UnreadableLine } from './rejection.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('bodies', () => {
  test('JSON may carry a byte order mark; an empty body is null', () => {
    expect(parseJson(bytes('\ufeff{"a":1}'))).toEqual({ a: 1 });
    expect(parseJson(bytes(''))).toBeNull();
  });

  test.each([['{'], ['{"a":1} x'], ['NaN']])('what is not JSON is refused: %s', (text) => {
    expect(() => parseJson(bytes(text))).toThrow(/not JSON/);
  });

  test('other encodings than UTF-8 are refused, not garbled', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xc8, 0xe1, 0x22]))).toThrow(/not UTF-8/);
  });

  test('NDJSON: a line is an item, blank lines are none, the last needs no line break', () => {
    expect(parseNdjson(bytes('{"a":1}\r\n\n  \n2\n"三"'))).toEqual([{ a: 1 }, 2, '三']);
    expect(parseNdjson(bytes(''))).toEqual([]);
  });

  test('NDJSON: unreadable lines stand in their place', () => {
    const text = Buffer.concat([bytes('1\n{bad\n'), Buffer.from([0x22, 0xff, 0x22]), bytes('\n2')]);
    const items = parseNdjson(text);
    expect([items[0], items[3]]).toEqual([1, 2]);
    expect(items[1]).toBeInstanceOf(UnreadableLine);
    expect(items[2]).toEqual(new UnreadableLine('is not UTF-8'));
  });

  test('a body cut short is refused', async () => {
    const stream = new Readable({ read() {} });
    stream.push('[1,');
    const reading = readBytes(stream);
    stream.destroy();
    await expect(reading).rejects.toThrow(/cut short/);
  });
});
