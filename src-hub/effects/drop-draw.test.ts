/** The hash of the draw against the machine's own. It stands here because shared code knows no machine. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256Hex } from '#shared/domain/drop/sha256.ts';

const machine = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

test('the draw hashes as everybody does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256Hex(text)).toBe(machine(text));
    }),
  );
  for (const length of [55, 56, 63, 64, 65, 119, 120])
    expect(sha256Hex('福'.repeat(length))).toBe(machine('福'.repeat(length)));
  expect(sha256Hex('\ud800x\udc00')).toBe(machine('\ud800x\udc00'));
});
